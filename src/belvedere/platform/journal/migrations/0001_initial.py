import django.db.models.deletion
import uuid
from django.db import migrations, models

from belvedere.platform.tables import made_together


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('territory', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='ChainHead',
            fields=[
                ('territory', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, serialize=False, to='territory.territory')),
                ('sequence', models.PositiveBigIntegerField(default=0)),
                ('digest', models.CharField(default='0000000000000000000000000000000000000000000000000000000000000000', max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name='Bookmark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80)),
                ('sequence', models.PositiveBigIntegerField(default=0)),
                ('moved_at', models.DateTimeField()),
                ('territory', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='territory.territory')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('territory', 'name'), name='one_bookmark_by_subscription')],
            },
        ),
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('sequence', models.PositiveBigIntegerField()),
                ('at', models.DateTimeField()),
                ('kind', models.CharField(max_length=80)),
                ('actor_kind', models.CharField(max_length=16)),
                ('actor_id', models.CharField(blank=True, max_length=64)),
                ('subject_kind', models.CharField(max_length=40)),
                ('subject_id', models.CharField(max_length=64)),
                ('matter', models.CharField(blank=True, max_length=64)),
                ('payload', models.TextField()),
                ('previous_digest', models.CharField(max_length=64)),
                ('digest', models.CharField(max_length=64)),
                ('territory', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='territory.territory')),
            ],
            options={
                'ordering': ['territory', 'sequence'],
                'indexes': [models.Index(fields=['territory', 'matter', 'sequence'], name='event_by_matter'), models.Index(fields=['territory', 'kind', 'sequence'], name='event_by_kind'), models.Index(fields=['territory', 'subject_kind', 'subject_id'], name='event_by_subject')],
                'constraints': [models.UniqueConstraint(fields=('territory', 'sequence'), name='event_sequence_unique_in_territory')],
            },
        ),
    ]
    operations = made_together(operations)
