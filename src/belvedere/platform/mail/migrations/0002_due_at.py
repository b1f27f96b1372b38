"""The outbox is its own queue: what waits is due, and no job names a mail any more."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

OLD_JOB = "belvedere.platform.mail.tasks.deliver"


def make_due(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001 -- the signature is Django's
    """What waited is due since it was posted; the jobs that named it have nothing left to do."""
    waiting = apps.get_model("mail", "Message").objects.filter(sent_at=None, failed_at=None, erased_at=None)
    waiting.update(due_at=models.F("created_at"))
    jobs = apps.get_model("django_tasks_database", "DBTaskResult").objects
    jobs.filter(task_path=OLD_JOB, status="READY").delete()


class Migration(migrations.Migration):

    dependencies = [
        ('mail', '0001_initial'),
        ('territory', '0001_initial'),
        ('tasks', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='message',
            name='due_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(condition=models.Q(('due_at__isnull', False)), fields=['territory', 'due_at', 'id'], name='message_due'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.CheckConstraint(condition=models.Q(('due_at', None), models.Q(('erased_at', None), ('failed_at', None), ('sent_at', None)), _connector='OR'), name='message_is_due_until_it_ends'),
        ),
        # Backwards, what waits then is not sent by the version before: let the worker empty the outbox first.
        migrations.RunPython(make_due, migrations.RunPython.noop),
    ]
