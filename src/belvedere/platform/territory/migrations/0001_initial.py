import django.db.models.deletion
from django.db import migrations, models

from belvedere.platform.tables import made_together


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Body',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('metropole', 'metropole'), ('commune', 'commune'), ('aot', 'aot'), ('spl', 'spl')], max_length=12)),
                ('slug', models.SlugField()),
                ('name', models.CharField(max_length=200)),
                ('short_name', models.CharField(max_length=60)),
                ('siren', models.CharField(blank=True, max_length=9)),
                ('street', models.CharField(blank=True, max_length=300)),
                ('postal_code', models.CharField(blank=True, max_length=5)),
                ('city', models.CharField(blank=True, max_length=100)),
                ('phone', models.CharField(blank=True, max_length=30)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('website', models.URLField(blank=True)),
                ('opening_hours', models.JSONField(blank=True, default=list)),
                ('source', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'ordering': ['territory', 'kind', 'slug'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['metropole', 'commune', 'aot', 'spl'])), name='body_kind_known')],
            },
        ),
        migrations.CreateModel(
            name='Territory',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(unique=True)),
                ('name', models.CharField(max_length=200)),
                ('siren', models.CharField(max_length=9, unique=True)),
                ('is_demonstration', models.BooleanField(default=False)),
                ('communes_source', models.CharField(blank=True, max_length=300)),
                ('population_source', models.CharField(blank=True, max_length=300)),
                ('communes_imported_on', models.DateField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Commune',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('insee', models.CharField(max_length=5)),
                ('slug', models.SlugField()),
                ('name', models.CharField(max_length=100)),
                ('name_folded', models.CharField(db_index=True, max_length=100)),
                ('population', models.PositiveIntegerField()),
                ('population_year', models.PositiveSmallIntegerField(blank=True, help_text='Vide si la source la tait', null=True)),
                ('outline', models.TextField(help_text='Chemin SVG, Lambert-93 ramené à une largeur de 1000')),
                ('label_x', models.FloatField()),
                ('label_y', models.FloatField()),
                ('left_on', models.DateField(blank=True, help_text='Jour où elle a quitté l’intercommunalité', null=True)),
                ('body', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='commune', to='territory.body')),
                ('territory', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='communes', to='territory.territory')),
            ],
            options={
                'ordering': ['territory', 'name_folded'],
                'constraints': [models.UniqueConstraint(fields=('territory', 'insee'), name='commune_insee_unique_in_territory'), models.UniqueConstraint(fields=('territory', 'slug'), name='commune_slug_unique_in_territory')],
            },
        ),
        migrations.CreateModel(
            name='Competence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField()),
                ('label', models.CharField(max_length=200)),
                ('plain_words', models.TextField(help_text='Ce que cela recouvre, en mots simples')),
                ('territory', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='competences', to='territory.territory')),
            ],
            options={
                'ordering': ['territory', 'code'],
                'constraints': [models.UniqueConstraint(fields=('territory', 'code'), name='competence_code_unique')],
            },
        ),
        migrations.AddField(
            model_name='body',
            name='territory',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bodies', to='territory.territory'),
        ),
        migrations.CreateModel(
            name='CompetenceGrant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateField()),
                ('until', models.DateField(blank=True, null=True)),
                ('act', models.CharField(max_length=300)),
                ('source', models.CharField(max_length=300)),
                ('confidence', models.CharField(choices=[('V26', 'V26'), ('VR', 'VR'), ('VA', 'VA'), ('S', 'S'), ('M', 'M')], max_length=3)),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='grants', to='territory.body')),
                ('competence', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='grants', to='territory.competence')),
            ],
            options={
                'ordering': ['competence', 'body', 'since'],
                'constraints': [models.CheckConstraint(condition=models.Q(('until', None), ('until__gt', models.F('since')), _connector='OR'), name='grant_ends_after_it_begins'), models.UniqueConstraint(fields=('competence', 'body', 'since'), name='grant_once_by_date')],
            },
        ),
        migrations.CreateModel(
            name='CouncilSession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('held_on', models.DateField()),
                ('source', models.CharField(max_length=300)),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='council_sessions', to='territory.body')),
            ],
            options={
                'ordering': ['held_on'],
                'constraints': [models.UniqueConstraint(fields=('body', 'held_on'), name='one_session_by_day')],
            },
        ),
        migrations.CreateModel(
            name='Department',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField()),
                ('name', models.CharField(max_length=200)),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='departments', to='territory.body')),
            ],
            options={
                'ordering': ['body', 'slug'],
                'constraints': [models.UniqueConstraint(fields=('body', 'slug'), name='department_slug_unique_in_body')],
            },
        ),
        migrations.CreateModel(
            name='Parameter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=80)),
                ('value', models.IntegerField()),
                ('since', models.DateField()),
                ('until', models.DateField(blank=True, null=True)),
                ('source', models.CharField(max_length=300)),
                ('confidence', models.CharField(choices=[('V26', 'V26'), ('VR', 'VR'), ('VA', 'VA'), ('S', 'S'), ('M', 'M')], max_length=3)),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parameters', to='territory.body')),
            ],
            options={
                'ordering': ['body', 'code', 'since'],
                'constraints': [models.CheckConstraint(condition=models.Q(('until', None), ('until__gt', models.F('since')), _connector='OR'), name='parameter_ends_after_it_begins'), models.UniqueConstraint(fields=('body', 'code', 'since'), name='parameter_once_by_date')],
            },
        ),
        migrations.CreateModel(
            name='PerimeterChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_joining', models.BooleanField()),
                ('happened_on', models.DateField()),
                ('source', models.CharField(max_length=300)),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='perimeter_changes', to='territory.commune')),
            ],
            options={
                'ordering': ['happened_on', 'commune'],
                'constraints': [models.UniqueConstraint(fields=('commune', 'happened_on'), name='one_perimeter_change_by_day')],
            },
        ),
        migrations.CreateModel(
            name='PostalCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(db_index=True, max_length=5)),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='postal_codes', to='territory.commune')),
            ],
            options={
                'ordering': ['code'],
                'constraints': [models.UniqueConstraint(fields=('commune', 'code'), name='postal_code_once_by_commune')],
            },
        ),
        migrations.CreateModel(
            name='ReferenceCounter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('prefix', models.CharField(max_length=2)),
                ('year', models.PositiveSmallIntegerField()),
                ('last', models.PositiveIntegerField(default=0)),
                ('territory', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='territory.territory')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('territory', 'prefix', 'year'), name='one_counter_by_prefix_and_year')],
            },
        ),
        migrations.AddConstraint(
            model_name='body',
            constraint=models.UniqueConstraint(fields=('territory', 'slug'), name='body_slug_unique_in_territory'),
        ),
    ]
    operations = made_together(operations)
