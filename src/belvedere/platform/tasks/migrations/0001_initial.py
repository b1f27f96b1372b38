import django.db.models.deletion
from django.db import migrations, models

from belvedere.platform.tables import made_together


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('django_tasks_database', '0021_conditional_partial_index_ordering'),
        ('territory', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Lease',
            fields=[
                ('job', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='lease', serialize=False, to='django_tasks_database.dbtaskresult')),
                ('worker', models.CharField(max_length=64)),
                ('expires_at', models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name='Appointment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80)),
                ('next_at', models.DateTimeField()),
                ('job_id', models.UUIDField(blank=True, null=True)),
                ('territory', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='territory.territory')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('territory', 'name'), name='one_appointment_by_name')],
            },
        ),
        migrations.CreateModel(
            name='Progress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=64)),
                ('label', models.CharField(max_length=200)),
                ('done', models.PositiveIntegerField(default=0)),
                ('total', models.PositiveIntegerField()),
                ('state', models.CharField(choices=[('running', 'En cours'), ('done', 'Terminé'), ('failed', 'Interrompu')], default='running', max_length=8)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('territory', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='territory.territory')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('territory', 'key'), name='one_progress_by_key'), models.CheckConstraint(condition=models.Q(('state__in', ['running', 'done', 'failed'])), name='progress_state_known')],
            },
        ),
    ]
    operations = made_together(operations)
