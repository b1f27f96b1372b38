from django.db import migrations

from belvedere.contexts.actionplan.models import HISTORY


class Migration(migrations.Migration):

    dependencies = [
        ('actionplan', '0001_initial'),
    ]

    operations = [
        migrations.RunPython(HISTORY.lock, HISTORY.unlock),
    ]
