import django.db.models.deletion
from django.db import migrations, models

from belvedere.contexts.observatory.models.indicators import OBSERVATIONS


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('territory', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Indicator',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('objective_number', models.PositiveSmallIntegerField(blank=True, help_text='Le numéro de l’objectif qu’il mesure\xa0; une fiche réécrite le garde', null=True)),
                ('slug', models.SlugField(max_length=80)),
                ('rank', models.PositiveSmallIntegerField(default=100, help_text='Son rang dans la page de la politique')),
                ('name', models.CharField(max_length=200)),
                ('kind', models.CharField(choices=[('moyens', 'Moyens'), ('realisation', 'Réalisation'), ('resultat', 'Résultat'), ('impact', 'Impact'), ('contexte', 'Contexte')], max_length=11)),
                ('definition', models.TextField()),
                ('numerator', models.CharField(blank=True, max_length=300)),
                ('denominator', models.CharField(blank=True, max_length=300)),
                ('unit', models.CharField(max_length=40)),
                ('polarity', models.SmallIntegerField(choices=[(-1, 'Mieux vaut moins'), (0, 'Ni mieux ni moins bien'), (1, 'Mieux vaut plus')])),
                ('decimals', models.PositiveSmallIntegerField(default=0)),
                ('lower_bound', models.FloatField(blank=True, null=True)),
                ('upper_bound', models.FloatField(blank=True, null=True)),
                ('parts_add_up', models.BooleanField(default=False, help_text='La somme des communes fait le total')),
                ('method', models.TextField(blank=True)),
                ('limits', models.TextField(blank=True)),
                ('source', models.CharField(max_length=300)),
                ('source_url', models.URLField(blank=True)),
                ('licence', models.CharField(max_length=120)),
                ('reuse', models.CharField(choices=[('verte', 'licence ouverte explicite'), ('ambre', 'donnée publique, copie à reprendre à l’origine avant de la republier')], max_length=5)),
                ('frequency', models.CharField(choices=[('A', 'Chaque année'), ('S', 'Chaque semestre'), ('Q', 'Chaque trimestre'), ('M', 'Chaque mois'), ('I', 'Sans rythme fixe')], max_length=1)),
                ('next_due_on', models.DateField(blank=True, null=True)),
                ('external_id', models.CharField(blank=True, help_text='Son numéro au catalogue national', max_length=40)),
                ('alert_threshold', models.FloatField(blank=True, help_text='La valeur au-delà de laquelle on prévient', null=True)),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='indicators', to='territory.body')),
                ('department', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='territory.department')),
                ('territory', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='indicators', to='territory.territory')),
            ],
            options={
                'ordering': ['territory', 'policy', 'rank', 'slug'],
            },
        ),
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(max_length=20)),
                ('title', models.CharField(max_length=200)),
                ('state', models.CharField(choices=[('a_verifier', 'À vérifier'), ('publiee', 'Publiée'), ('annulee', 'Annulée'), ('abandonnee', 'Abandonnée')], max_length=10)),
                ('file_name', models.CharField(blank=True, max_length=200)),
                ('content', models.BinaryField(blank=True, default=b'')),
                ('sha256', models.CharField(blank=True, max_length=64)),
                ('origin_url', models.URLField(blank=True)),
                ('row_count', models.PositiveIntegerField(default=0)),
                ('error_count', models.PositiveIntegerField(default=0)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('received_at', models.DateTimeField()),
                ('moved_at', models.DateTimeField()),
                ('published_at', models.DateTimeField(blank=True, help_text='L’heure à laquelle ses valeurs ont été dites', null=True)),
                ('brought_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.role')),
                ('territory', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='territory.territory')),
                ('undoes', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='undone_by', to='observatory.edition')),
                ('indicator', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='observatory.indicator')),
            ],
            options={
                'ordering': ['territory', '-received_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Assessment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reader', models.CharField(choices=[('calcul', 'Le calcul'), ('service', 'Le service'), ('panel', 'Le panel')], max_length=7)),
                ('verdict', models.CharField(max_length=24)),
                ('reason', models.TextField(blank=True, help_text='Le motif\xa0; pour le calcul, le code du motif')),
                ('rule_version', models.CharField(blank=True, max_length=20)),
                ('inputs', models.JSONField(blank=True, default=dict)),
                ('department', models.CharField(blank=True, max_length=200)),
                ('panel_size', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('panel_method', models.CharField(blank=True, max_length=300)),
                ('matter', models.CharField(blank=True, help_text='L’examen où le panel s’est prononcé', max_length=20)),
                ('is_demonstration', models.BooleanField(default=False)),
                ('made_at', models.DateTimeField()),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assessments', to='observatory.indicator')),
            ],
            options={
                'ordering': ['indicator', 'reader', '-made_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Observation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('period', models.CharField(help_text='2021, 2021-S1, 2021-Q1 ou 2021-03', max_length=10)),
                ('period_on', models.DateField(help_text='Le dernier jour de la période')),
                ('revision', models.PositiveSmallIntegerField(default=1)),
                ('value', models.FloatField(blank=True, null=True)),
                ('status', models.CharField(choices=[('A', 'valeur normale'), ('B', 'rupture de série'), ('E', 'estimation'), ('F', 'prévision'), ('I', 'valeur imputée'), ('M', 'absente'), ('P', 'provisoire'), ('Q', 'non publiée')], default='A', max_length=1)),
                ('confidentiality', models.CharField(choices=[('F', 'publique'), ('C', 'secret statistique'), ('D', 'secret, pour en protéger une autre')], default='F', max_length=1)),
                ('margin', models.FloatField(blank=True, help_text='Demi-largeur de l’intervalle, dans l’unité', null=True)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('recorded_at', models.DateTimeField()),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='observations', to='observatory.edition')),
            ],
            options={
                'ordering': ['series', 'period_on', 'revision'],
            },
        ),
        migrations.CreateModel(
            name='Contest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(max_length=20)),
                ('reason', models.TextField()),
                ('email', models.EmailField(blank=True, help_text='Pour recevoir la réponse\xa0; effacé une fois celle-ci envoyée', max_length=254)),
                ('language', models.CharField(default='fr', max_length=2)),
                ('state', models.CharField(choices=[('ouverte', 'Réponse attendue'), ('corrigee', 'Chiffre corrigé'), ('expliquee', 'Chiffre expliqué')], default='ouverte', max_length=9)),
                ('made_at', models.DateTimeField()),
                ('due_on', models.DateField()),
                ('answer', models.TextField(blank=True)),
                ('answered_by', models.CharField(blank=True, max_length=200)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('territory', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contests', to='territory.territory')),
                ('correction', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='observatory.observation')),
                ('observation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contests', to='observatory.observation')),
            ],
            options={
                'ordering': ['territory', '-made_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Alert',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('threshold', models.FloatField()),
                ('raised_at', models.DateTimeField()),
                ('word', models.TextField(blank=True)),
                ('said_by', models.CharField(blank=True, max_length=200)),
                ('said_at', models.DateTimeField(blank=True, null=True)),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='alerts', to='observatory.indicator')),
                ('observation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='alert', to='observatory.observation')),
            ],
            options={
                'ordering': ['indicator', '-raised_at'],
            },
        ),
        migrations.CreateModel(
            name='Policy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField()),
                ('name', models.CharField(max_length=200)),
                ('summary', models.TextField(blank=True, help_text='Ce que cette politique change dans la vie des gens')),
                ('act', models.CharField(blank=True, help_text='L’acte sur lequel elle se fonde', max_length=300)),
                ('act_on', models.DateField(blank=True, null=True)),
                ('source', models.CharField(blank=True, max_length=300)),
                ('confidence', models.CharField(choices=[('V26', 'texte vérifié dans sa version en vigueur'), ('VR', 'texte lu'), ('VA', 'version ancienne, à revérifier'), ('S', 'source secondaire lue'), ('M', 'non vérifié')], default='M', max_length=3)),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='policies', to='territory.body')),
                ('competence', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='policies', to='territory.competence')),
                ('territory', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='policies', to='territory.territory')),
            ],
            options={
                'ordering': ['territory', 'slug'],
            },
        ),
        migrations.CreateModel(
            name='Objective',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('wording', models.TextField()),
                ('horizon_year', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('source', models.CharField(blank=True, max_length=300)),
                ('is_demonstration', models.BooleanField(default=False)),
                ('policy', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='objectives', to='observatory.policy')),
            ],
            options={
                'ordering': ['policy', 'number'],
            },
        ),
        migrations.AddField(
            model_name='indicator',
            name='policy',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='indicators', to='observatory.policy'),
        ),
        migrations.CreateModel(
            name='Examen',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(max_length=20)),
                ('origin', models.CharField(choices=[('saisine', 'Ouvert par une saisine'), ('panel', 'Choisi par le panel'), ('conseil', 'Demandé par le conseil'), ('observat', 'Ouvert par l’observatoire')], default='observat', max_length=8)),
                ('reason', models.TextField(blank=True, help_text='Pourquoi le panel ou le conseil l’ouvre, ou pourquoi il rouvre')),
                ('mission', models.TextField(blank=True, help_text='Ce que l’organisme demande au panel, en toutes lettres')),
                ('referral_reference', models.CharField(blank=True, max_length=20)),
                ('question', models.TextField(blank=True, help_text='Vide quand la question est celle de la saisine')),
                ('state', models.CharField(choices=[('ouvert', 'Ouvert'), ('avis_rendu', 'Avis rendu, réponse attendue'), ('repondu', 'Réponse publiée'), ('clos', 'Clos')], default='ouvert', max_length=10)),
                ('opened_at', models.DateTimeField()),
                ('moved_at', models.DateTimeField()),
                ('reopens', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reopened_by', to='observatory.examen')),
                ('territory', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='examens', to='territory.territory')),
                ('policy', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='examens', to='observatory.policy')),
            ],
            options={
                'ordering': ['territory', 'reference'],
            },
        ),
        migrations.CreateModel(
            name='Evaluation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200)),
                ('author', models.CharField(max_length=200)),
                ('published_on', models.DateField()),
                ('method', models.TextField()),
                ('conclusion', models.TextField()),
                ('url', models.URLField(blank=True)),
                ('source', models.CharField(blank=True, max_length=300)),
                ('is_demonstration', models.BooleanField(default=False)),
                ('policy', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='evaluations', to='observatory.policy')),
            ],
            options={
                'ordering': ['policy', '-published_on', 'title'],
            },
        ),
        migrations.CreateModel(
            name='BudgetLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField()),
                ('label', models.CharField(max_length=200)),
                ('planned_euros', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True)),
                ('spent_euros', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True)),
                ('source', models.CharField(blank=True, max_length=300)),
                ('is_demonstration', models.BooleanField(default=False)),
                ('policy', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='budget_lines', to='observatory.policy')),
            ],
            options={
                'ordering': ['policy', 'year', 'label'],
            },
        ),
        migrations.CreateModel(
            name='PolicyFact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('heading', models.CharField(max_length=120)),
                ('happened_on', models.DateField()),
                ('period', models.CharField(blank=True, help_text='En mots, quand un seul jour ne suffit pas', max_length=80)),
                ('text', models.TextField()),
                ('source', models.CharField(max_length=300)),
                ('read_on', models.DateField(help_text='Le jour où la source a été lue')),
                ('confidence', models.CharField(choices=[('V26', 'texte vérifié dans sa version en vigueur'), ('VR', 'texte lu'), ('VA', 'version ancienne, à revérifier'), ('S', 'source secondaire lue'), ('M', 'non vérifié')], max_length=3)),
                ('policy', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='facts', to='observatory.policy')),
            ],
            options={
                'ordering': ['policy', 'heading', 'happened_on', 'number'],
            },
        ),
        migrations.CreateModel(
            name='Series',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area', models.CharField(help_text='Code Insee de la commune, ou SIREN du territoire', max_length=9)),
                ('breakdown', models.CharField(blank=True, help_text='«\xa0sexe=F;age=65+\xa0»\xa0; vide\xa0: tout le monde', max_length=120)),
                ('perimeter_on', models.DateField(blank=True, help_text='Le jour du périmètre auquel le total se lit', null=True)),
                ('commune', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territory.commune')),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='series', to='observatory.indicator')),
                ('latest', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='observatory.observation')),
            ],
            options={
                'verbose_name_plural': 'series',
                'ordering': ['indicator', 'area', 'breakdown'],
            },
        ),
        migrations.AddField(
            model_name='observation',
            name='series',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='observations', to='observatory.series'),
        ),
        migrations.CreateModel(
            name='SheetVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('said', models.JSONField()),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('written_at', models.DateTimeField()),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='observatory.indicator')),
            ],
            options={
                'ordering': ['indicator', 'number'],
            },
        ),
        migrations.CreateModel(
            name='Snapshot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('frozen_on', models.DateField()),
                ('frozen_at', models.DateTimeField()),
                ('sha256', models.CharField(max_length=64)),
                ('territory', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='snapshots', to='territory.territory')),
            ],
            options={
                'ordering': ['territory', '-frozen_on'],
            },
        ),
        migrations.CreateModel(
            name='FrozenFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('collection', models.CharField(max_length=100)),
                ('name', models.CharField(max_length=120)),
                ('title', models.CharField(max_length=300)),
                ('media_type', models.CharField(max_length=60)),
                ('size', models.PositiveIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('gzipped', models.BinaryField(blank=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_for', models.CharField(blank=True, max_length=300)),
                ('snapshot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='observatory.snapshot')),
            ],
            options={
                'ordering': ['snapshot', 'collection', 'name'],
            },
        ),
        migrations.CreateModel(
            name='Target',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('base_period', models.CharField(max_length=10)),
                ('base_value', models.FloatField()),
                ('due_period', models.CharField(max_length=10)),
                ('value', models.FloatField()),
                ('milestones', models.JSONField(blank=True, default=list, help_text='[[période, valeur], …] entre base et cible')),
                ('act', models.CharField(max_length=300)),
                ('source', models.CharField(blank=True, max_length=300)),
                ('is_demonstration', models.BooleanField(default=False)),
                ('reason', models.TextField(blank=True, help_text='Pourquoi la cible a changé')),
                ('set_at', models.DateTimeField()),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='targets', to='observatory.indicator')),
            ],
            options={
                'ordering': ['indicator', 'number'],
            },
        ),
        migrations.CreateModel(
            name='ExamenPiece',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('kind', models.CharField(choices=[('fait', 'Fait'), ('question', 'Question'), ('document', 'Document'), ('audition', 'Audition'), ('date', 'Date'), ('suivi', 'Suivi')], max_length=9)),
                ('title', models.CharField(max_length=200)),
                ('text', models.TextField(blank=True, help_text='Pour une audition : son compte rendu')),
                ('on', models.DateField(blank=True, help_text='Le jour de l’audition ou de la date annoncée', null=True)),
                ('place', models.CharField(blank=True, max_length=200)),
                ('heard', models.CharField(blank=True, help_text='Qui est entendu, et à quel titre', max_length=300)),
                ('url', models.URLField(blank=True)),
                ('source', models.CharField(blank=True, max_length=300)),
                ('added_at', models.DateTimeField()),
                ('minutes_at', models.DateTimeField(blank=True, null=True)),
                ('examen', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pieces', to='observatory.examen')),
            ],
            options={
                'ordering': ['examen', 'number'],
                'constraints': [models.UniqueConstraint(fields=('examen', 'number'), name='piece_number_unique_in_examen'), models.CheckConstraint(condition=models.Q(('kind__in', ['fait', 'question', 'document', 'audition', 'date', 'suivi'])), name='examen_piece_kind_known'), models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['audition', 'date']), _negated=True), ('on__isnull', False), _connector='OR'), name='examen_piece_dated'), models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['fait', 'document']), _negated=True), models.Q(('source', ''), _negated=True), _connector='OR'), name='examen_piece_has_its_source')],
            },
        ),
        migrations.CreateModel(
            name='Feed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('url', models.URLField(max_length=500)),
                ('every_days', models.PositiveSmallIntegerField()),
                ('next_at', models.DateTimeField()),
                ('last_sha256', models.CharField(blank=True, max_length=64)),
                ('last_problem', models.CharField(blank=True, max_length=300)),
                ('indicator', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='feed', to='observatory.indicator')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('every_days__gte', 1)), name='feed_at_most_daily'), models.CheckConstraint(condition=models.Q(('url__startswith', 'https://')), name='feed_over_https')],
            },
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.UniqueConstraint(fields=('territory', 'reference'), name='edition_reference_unique_in_territory'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['a_verifier', 'publiee', 'annulee', 'abandonnee'])), name='edition_state_known'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(('published_at__isnull', True), ('state__in', ['publiee', 'annulee']), _connector='XOR'), name='edition_published_at_an_hour'),
        ),
        migrations.AddIndex(
            model_name='assessment',
            index=models.Index(fields=['indicator', 'reader', 'made_at'], name='assessment_latest'),
        ),
        migrations.AddConstraint(
            model_name='assessment',
            constraint=models.CheckConstraint(condition=models.Q(('reader__in', ['calcul', 'service', 'panel'])), name='assessment_reader_known'),
        ),
        migrations.AddConstraint(
            model_name='assessment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('reader', 'calcul'), _negated=True), models.Q(('rule_version', ''), _negated=True), _connector='OR'), name='assessment_names_its_rule'),
        ),
        migrations.AddConstraint(
            model_name='assessment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('reader', 'service'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='assessment_confidence_has_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='assessment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('reader', 'panel'), _negated=True), models.Q(('panel_size__gte', 1), models.Q(('panel_method', ''), _negated=True)), _connector='OR'), name='assessment_panel_says_its_size'),
        ),
        migrations.AddIndex(
            model_name='contest',
            index=models.Index(fields=['territory', 'state', 'due_on'], name='contest_due'),
        ),
        migrations.AddConstraint(
            model_name='contest',
            constraint=models.UniqueConstraint(fields=('territory', 'reference'), name='contest_reference_unique_in_territory'),
        ),
        migrations.AddConstraint(
            model_name='contest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at', None), ('state', 'ouverte')), models.Q(('state', 'expliquee'), models.Q(('answer', ''), _negated=True), ('answered_at__isnull', False)), models.Q(('correction__isnull', False), ('state', 'corrigee'), ('answered_at__isnull', False)), _connector='OR'), name='contest_closed_with_its_answer'),
        ),
        migrations.AddConstraint(
            model_name='alert',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('said_at', None), ('word', '')), models.Q(models.Q(('word', ''), _negated=True), ('said_at__isnull', False)), _connector='OR'), name='alert_closed_with_a_word'),
        ),
        migrations.AddConstraint(
            model_name='policy',
            constraint=models.UniqueConstraint(fields=('territory', 'slug'), name='policy_slug_unique_in_territory'),
        ),
        migrations.AddConstraint(
            model_name='policy',
            constraint=models.CheckConstraint(condition=models.Q(('act', ''), models.Q(('source', ''), _negated=True), _connector='OR'), name='policy_act_has_its_source'),
        ),
        migrations.AddConstraint(
            model_name='policy',
            constraint=models.CheckConstraint(condition=models.Q(('confidence__in', ['V26', 'VR', 'VA', 'S', 'M'])), name='policy_confidence_known'),
        ),
        migrations.AddConstraint(
            model_name='objective',
            constraint=models.UniqueConstraint(fields=('policy', 'number'), name='objective_number_unique_in_policy'),
        ),
        migrations.AddConstraint(
            model_name='objective',
            constraint=models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='objective_number_from_one'),
        ),
        migrations.AddConstraint(
            model_name='objective',
            constraint=models.CheckConstraint(condition=models.Q(('is_demonstration', True), models.Q(('source', ''), _negated=True), _connector='OR'), name='objective_real_has_its_source'),
        ),
        migrations.AddConstraint(
            model_name='indicator',
            constraint=models.UniqueConstraint(fields=('territory', 'slug'), name='indicator_slug_unique_in_territory'),
        ),
        migrations.AddConstraint(
            model_name='indicator',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('source', ''), _negated=True), models.Q(('licence', ''), _negated=True)), name='indicator_has_its_source'),
        ),
        migrations.AddConstraint(
            model_name='indicator',
            constraint=models.CheckConstraint(condition=models.Q(('polarity__in', [-1, 0, 1])), name='indicator_polarity_known'),
        ),
        migrations.AddConstraint(
            model_name='indicator',
            constraint=models.CheckConstraint(condition=models.Q(('decimals__lte', 6)), name='indicator_decimals_few'),
        ),
        migrations.AddConstraint(
            model_name='indicator',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['moyens', 'realisation', 'resultat', 'impact', 'contexte'])), name='indicator_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='indicator',
            constraint=models.CheckConstraint(condition=models.Q(('lower_bound', None), ('upper_bound', None), ('lower_bound__lt', models.F('upper_bound')), _connector='OR'), name='indicator_bounds_in_order'),
        ),
        migrations.AddIndex(
            model_name='examen',
            index=models.Index(fields=['territory', 'policy', 'state'], name='examen_by_policy'),
        ),
        migrations.AddConstraint(
            model_name='examen',
            constraint=models.UniqueConstraint(fields=('territory', 'reference'), name='examen_reference_unique_in_territory'),
        ),
        migrations.AddConstraint(
            model_name='examen',
            constraint=models.UniqueConstraint(condition=models.Q(('referral_reference', ''), _negated=True), fields=('territory', 'referral_reference'), name='one_examen_by_referral'),
        ),
        migrations.AddConstraint(
            model_name='examen',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['ouvert', 'avis_rendu', 'repondu', 'clos'])), name='examen_state_known'),
        ),
        migrations.AddConstraint(
            model_name='examen',
            constraint=models.CheckConstraint(condition=models.Q(('origin__in', ['saisine', 'panel', 'conseil', 'observat'])), name='examen_origin_known'),
        ),
        migrations.AddConstraint(
            model_name='examen',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('origin', 'saisine'), _negated=True), models.Q(('referral_reference', ''), _negated=True), _connector='OR'), name='examen_names_its_referral'),
        ),
        migrations.AddConstraint(
            model_name='examen',
            constraint=models.CheckConstraint(condition=models.Q(('reopens', None), models.Q(('reason', ''), _negated=True), _connector='OR'), name='examen_reopened_for_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='evaluation',
            constraint=models.UniqueConstraint(fields=('policy', 'published_on', 'title'), name='evaluation_once'),
        ),
        migrations.AddConstraint(
            model_name='evaluation',
            constraint=models.CheckConstraint(condition=models.Q(('is_demonstration', True), models.Q(('source', ''), _negated=True), _connector='OR'), name='evaluation_real_has_its_source'),
        ),
        migrations.AddConstraint(
            model_name='budgetline',
            constraint=models.UniqueConstraint(fields=('policy', 'year', 'label'), name='budget_line_once_by_year'),
        ),
        migrations.AddConstraint(
            model_name='budgetline',
            constraint=models.CheckConstraint(condition=models.Q(('is_demonstration', True), models.Q(('source', ''), _negated=True), _connector='OR'), name='budget_line_real_has_its_source'),
        ),
        migrations.AddConstraint(
            model_name='policyfact',
            constraint=models.UniqueConstraint(fields=('policy', 'number'), name='policy_fact_number_unique_in_policy'),
        ),
        migrations.AddConstraint(
            model_name='policyfact',
            constraint=models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='policy_fact_has_its_source'),
        ),
        migrations.AddConstraint(
            model_name='policyfact',
            constraint=models.CheckConstraint(condition=models.Q(('confidence__in', ['V26', 'VR', 'VA', 'S', 'M'])), name='policy_fact_confidence_known'),
        ),
        migrations.AddIndex(
            model_name='series',
            index=models.Index(fields=['commune', 'breakdown', 'indicator'], name='series_by_commune'),
        ),
        migrations.AddConstraint(
            model_name='series',
            constraint=models.UniqueConstraint(fields=('indicator', 'area', 'breakdown'), name='one_series_by_place_and_group'),
        ),
        migrations.AddConstraint(
            model_name='observation',
            constraint=models.UniqueConstraint(fields=('series', 'period', 'revision'), name='revision_once_by_period'),
        ),
        migrations.AddConstraint(
            model_name='observation',
            constraint=models.CheckConstraint(condition=models.Q(('revision__gte', 1)), name='revision_from_one'),
        ),
        migrations.AddConstraint(
            model_name='observation',
            constraint=models.CheckConstraint(condition=models.Q(('margin', None), ('margin__gte', 0), _connector='OR'), name='margin_not_negative'),
        ),
        migrations.AddConstraint(
            model_name='observation',
            constraint=models.CheckConstraint(condition=models.Q(('value', None), ('confidentiality', 'F'), _connector='OR'), name='hidden_value_is_not_stored'),
        ),
        migrations.AddConstraint(
            model_name='observation',
            constraint=models.CheckConstraint(condition=models.Q(('value__isnull', False), ('status__in', ['M', 'Q']), _connector='OR'), name='absent_value_says_why'),
        ),
        migrations.AddConstraint(
            model_name='sheetversion',
            constraint=models.UniqueConstraint(fields=('indicator', 'number'), name='sheet_version_number_unique'),
        ),
        migrations.AddConstraint(
            model_name='snapshot',
            constraint=models.UniqueConstraint(fields=('territory', 'frozen_on'), name='one_snapshot_by_day'),
        ),
        migrations.AddConstraint(
            model_name='frozenfile',
            constraint=models.UniqueConstraint(fields=('snapshot', 'collection', 'name'), name='frozen_file_once'),
        ),
        migrations.AddConstraint(
            model_name='frozenfile',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at', None), ('withdrawn_for', '')), models.Q(('withdrawn_at__isnull', False), models.Q(('withdrawn_for', ''), _negated=True)), _connector='OR'), name='frozen_file_withdrawn_for_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='target',
            constraint=models.UniqueConstraint(fields=('indicator', 'number'), name='target_number_unique_in_indicator'),
        ),
        migrations.AddConstraint(
            model_name='target',
            constraint=models.CheckConstraint(condition=models.Q(('is_demonstration', True), models.Q(('source', ''), _negated=True), _connector='OR'), name='target_real_has_its_source'),
        ),
        migrations.AddConstraint(
            model_name='target',
            constraint=models.CheckConstraint(condition=models.Q(('number', 1), models.Q(('reason', ''), _negated=True), _connector='OR'), name='target_moved_for_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='target',
            constraint=models.CheckConstraint(condition=models.Q(('due_period__gt', models.F('base_period'))), name='target_after_its_base'),
        ),
        migrations.RunPython(OBSERVATIONS.lock, OBSERVATIONS.unlock),
    ]
