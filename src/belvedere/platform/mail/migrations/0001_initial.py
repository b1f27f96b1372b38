import belvedere.platform.mail.models
import django.db.models.deletion
from django.db import migrations, models

from belvedere.platform.tables import made_together


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('territory', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('to', models.EmailField(blank=True, max_length=254)),
                ('address_hash', models.CharField(max_length=64)),
                ('kind', models.CharField(max_length=40)),
                ('key', models.CharField(blank=True, max_length=200)),
                ('subject', models.CharField(blank=True, max_length=200)),
                ('text', models.TextField(blank=True)),
                ('html', models.TextField(blank=True)),
                ('language', models.CharField(max_length=8)),
                ('unsubscribe', models.CharField(blank=True, max_length=100)),
                ('token', models.CharField(default=belvedere.platform.mail.models.new_token, max_length=64, unique=True)),
                ('created_at', models.DateTimeField()),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('failed_at', models.DateTimeField(blank=True, null=True)),
                ('erased_at', models.DateTimeField(blank=True, null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('last_error', models.CharField(blank=True, max_length=200)),
                ('territory', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='territory.territory')),
            ],
            options={
                'ordering': ['territory', '-created_at', '-pk'],
                'indexes': [models.Index(fields=['territory', 'created_at'], name='message_by_date')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('key', ''), _negated=True), fields=('territory', 'key'), name='message_posted_once_by_key'), models.CheckConstraint(condition=models.Q(('sent_at', None), ('failed_at', None), _connector='OR'), name='message_is_not_both_sent_and_failed')],
            },
        ),
        migrations.CreateModel(
            name='Unsubscription',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('list_name', models.CharField(max_length=100)),
                ('address_hash', models.CharField(max_length=64)),
                ('at', models.DateTimeField()),
                ('territory', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='unsubscriptions', to='territory.territory')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('territory', 'list_name', 'address_hash'), name='one_unsubscription_by_list_and_address')],
            },
        ),
    ]
    operations = made_together(operations)
