import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('territory', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20)),
                ('key', models.CharField(max_length=80)),
                ('title', models.CharField(max_length=300)),
                ('text', models.TextField()),
                ('url', models.CharField(max_length=300)),
                ('folded', models.TextField()),
                ('territory', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='territory.territory')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('territory', 'kind', 'key'), name='document_indexed_once')],
            },
        ),
    ]
