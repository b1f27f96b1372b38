import django.db.models.deletion
from django.db import migrations, models

from belvedere.platform.tables import made_together


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('panels', '0001_initial'),
        ('territory', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='AnswerSheet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('demandee', 'Demandée'), ('attribuee', 'En rédaction'), ('soumise', 'À valider'), ('validee', 'Validée, à publier'), ('publiee', 'Publiée')], default='demandee', max_length=10)),
                ('requested_at', models.DateTimeField()),
                ('due_on', models.DateField()),
                ('working_days', models.PositiveSmallIntegerField(help_text='Délai du règlement, figé le jour de la demande')),
                ('working_days_source', models.CharField(max_length=300)),
                ('assigned_at', models.DateTimeField(blank=True, null=True)),
                ('submitted_at', models.DateTimeField(blank=True, null=True)),
                ('sent_back_reason', models.TextField(blank=True)),
                ('validated_at', models.DateTimeField(blank=True, null=True)),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('days_late', models.PositiveSmallIntegerField(blank=True, help_text='Jours ouvrés, à la publication', null=True)),
                ('visa_kind', models.CharField(default='elu', max_length=16)),
                ('visas_left', models.PositiveSmallIntegerField(default=1)),
                ('suspended_since', models.DateField(blank=True, null=True)),
                ('suspended_until', models.DateField(blank=True, null=True)),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answer_sheets', to='territory.body')),
                ('department', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='answer_sheets', to='territory.department')),
                ('opinion', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='answer_sheet', to='panels.opinion')),
                ('submitted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.role')),
                ('territory', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answer_sheets', to='territory.territory')),
                ('visa_department', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territory.department')),
            ],
            options={
                'ordering': ['territory', 'due_on', 'pk'],
                'indexes': [models.Index(fields=['territory', 'body', 'state'], name='answer_sheet_by_body')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['demandee', 'attribuee', 'soumise', 'validee', 'publiee'])), name='answer_sheet_state_known'), models.CheckConstraint(condition=models.Q(('state', 'demandee'), ('department__isnull', False), _connector='OR'), name='answer_sheet_has_department_once_assigned'), models.CheckConstraint(condition=models.Q(models.Q(('days_late__isnull', False), ('published_at__isnull', False), ('state', 'publiee')), models.Q(models.Q(('state', 'publiee'), _negated=True), ('days_late', None), ('published_at', None)), _connector='OR'), name='answer_sheet_published_with_its_date'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['validee', 'publiee']), _negated=True), ('validated_at__isnull', False), _connector='OR'), name='answer_sheet_validated_with_its_date'), models.CheckConstraint(condition=models.Q(models.Q(('suspended_since', None), ('suspended_until', None)), models.Q(('suspended_since__isnull', False), ('suspended_until__gte', models.F('suspended_since'))), _connector='OR'), name='answer_sheet_suspended_between_two_days')],
            },
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('verdict', models.CharField(blank=True, choices=[('retenu', 'Retenu'), ('retenu_en_partie', 'Retenu en partie'), ('a_l_etude', 'À l’étude'), ('ecarte', 'Écarté')], max_length=16)),
                ('text', models.TextField(blank=True)),
                ('reason', models.TextField(blank=True)),
                ('study_until', models.DateField(blank=True, null=True)),
                ('horizon', models.CharField(blank=True, choices=[('court', 'Court terme (moins d’un an)'), ('moyen', 'Moyen terme (moins de trois ans)'), ('long', 'Long terme (le mandat)')], max_length=6)),
                ('due_on', models.DateField(blank=True, null=True)),
                ('is_complete', models.BooleanField(default=False)),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territory.department')),
                ('recommendation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='answer', to='panels.recommendation')),
                ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='answers.answersheet')),
            ],
            options={
                'ordering': ['sheet_id', 'recommendation__number'],
                'constraints': [models.CheckConstraint(condition=models.Q(('verdict__in', ['', 'retenu', 'retenu_en_partie', 'a_l_etude', 'ecarte'])), name='answer_verdict_known'), models.CheckConstraint(condition=models.Q(('horizon__in', ['', 'court', 'moyen', 'long'])), name='answer_horizon_known'), models.CheckConstraint(condition=models.Q(('is_complete', False), models.Q(('verdict', ''), _negated=True), _connector='OR'), name='answer_complete_has_verdict'), models.CheckConstraint(condition=models.Q(('is_complete', False), models.Q(('verdict__in', ['ecarte', 'retenu_en_partie']), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='answer_complete_has_reason'), models.CheckConstraint(condition=models.Q(('is_complete', False), ('verdict', 'ecarte'), models.Q(('text', ''), _negated=True), _connector='OR'), name='answer_complete_has_text'), models.CheckConstraint(condition=models.Q(('is_complete', False), models.Q(('verdict', 'a_l_etude'), _negated=True), ('study_until__isnull', False), _connector='OR'), name='answer_complete_has_study_date'), models.CheckConstraint(condition=models.Q(('is_complete', False), models.Q(('verdict__in', ['retenu', 'retenu_en_partie']), _negated=True), models.Q(('due_on__isnull', False), ('owner__isnull', False), models.Q(('horizon', ''), _negated=True)), _connector='OR'), name='answer_complete_has_owner_and_date')],
            },
        ),
        migrations.CreateModel(
            name='ApprovalStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rank', models.PositiveSmallIntegerField()),
                ('title', models.CharField(max_length=100)),
                ('kind', models.CharField(max_length=16)),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='approval_steps', to='territory.body')),
                ('department', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='territory.department')),
            ],
            options={
                'ordering': ['body', 'rank'],
                'constraints': [models.UniqueConstraint(fields=('body', 'rank'), name='approval_step_once_by_rank'), models.CheckConstraint(condition=models.Q(('kind__in', ['service', 'agent', 'elu'])), name='approval_step_kind_known'), models.CheckConstraint(condition=models.Q(models.Q(('department__isnull', False), ('kind', 'service')), models.Q(models.Q(('kind', 'service'), _negated=True), ('department', None)), _connector='OR'), name='approval_step_department_named')],
            },
        ),
        migrations.CreateModel(
            name='Contribution',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('question', models.TextField()),
                ('asked_at', models.DateTimeField()),
                ('due_on', models.DateField()),
                ('working_days', models.PositiveSmallIntegerField()),
                ('state', models.CharField(choices=[('demandee', 'Attendue'), ('rendue', 'Rendue'), ('retiree', 'Retirée')], default='demandee', max_length=10)),
                ('text', models.TextField(blank=True)),
                ('given_at', models.DateTimeField(blank=True, null=True)),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contributions', to='territory.body')),
                ('department', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territory.department')),
                ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contributions', to='answers.answersheet')),
            ],
            options={
                'ordering': ['sheet', 'due_on', 'pk'],
                'indexes': [models.Index(fields=['body', 'state', 'due_on'], name='contribution_by_body')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('department__isnull', False), models.Q(('state', 'retiree'), _negated=True)), fields=('sheet', 'department'), name='contribution_once_by_department'), models.UniqueConstraint(condition=models.Q(('department', None), models.Q(('state', 'retiree'), _negated=True)), fields=('sheet', 'body'), name='contribution_once_by_body'), models.CheckConstraint(condition=models.Q(('state__in', ['demandee', 'rendue', 'retiree'])), name='contribution_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('given_at__isnull', False), ('state', 'rendue'), models.Q(('text', ''), _negated=True)), models.Q(models.Q(('state', 'rendue'), _negated=True), ('given_at', None)), _connector='OR'), name='contribution_given_with_words')],
            },
        ),
        migrations.CreateModel(
            name='Escalation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rung', models.CharField(max_length=8)),
                ('due_on', models.DateField()),
                ('at', models.DateTimeField()),
                ('told', models.PositiveSmallIntegerField()),
                ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='escalations', to='answers.answersheet')),
            ],
            options={
                'ordering': ['sheet', 'at', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('sheet', 'rung', 'due_on'), name='escalation_once_by_rung'), models.CheckConstraint(condition=models.Q(('rung__in', ['avant', 'echeance', 'apres'])), name='escalation_rung_known')],
            },
        ),
        migrations.CreateModel(
            name='Suspension',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(choices=[('complement', 'une précision est demandée à la personne qui a déposé la saisine'), ('expertise', 'une expertise est commandée'), ('partenaire', 'un autre organisme doit décider d’abord'), ('election', 'une réserve électorale est en cours'), ('force', 'un cas de force majeure empêche d’instruire')], max_length=12)),
                ('since', models.DateField()),
                ('until', models.DateField(help_text='Premier jour où le délai court de nouveau')),
                ('due_before', models.DateField(help_text='La date attendue avant cette suspension')),
                ('working_days', models.PositiveSmallIntegerField()),
                ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='suspensions', to='answers.answersheet')),
            ],
            options={
                'ordering': ['sheet', 'since', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('reason__in', ['complement', 'expertise', 'partenaire', 'election', 'force'])), name='suspension_reason_known'), models.CheckConstraint(condition=models.Q(('until__gte', models.F('since'))), name='suspension_ends_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='Visa',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.PositiveSmallIntegerField(help_text='La combientième soumission')),
                ('rank', models.PositiveSmallIntegerField()),
                ('title', models.CharField(max_length=100)),
                ('kind', models.CharField(max_length=16)),
                ('given_at', models.DateTimeField(blank=True, null=True)),
                ('sent_back_at', models.DateTimeField(blank=True, null=True)),
                ('department', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territory.department')),
                ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='visas', to='answers.answersheet')),
            ],
            options={
                'ordering': ['sheet', 'round', 'rank'],
                'constraints': [models.UniqueConstraint(fields=('sheet', 'round', 'rank'), name='visa_once_by_round_and_rank'), models.CheckConstraint(condition=models.Q(('given_at', None), ('sent_back_at', None), _connector='OR'), name='visa_given_or_sent_back'), models.CheckConstraint(condition=models.Q(('kind__in', ['service', 'agent', 'elu'])), name='visa_kind_known')],
            },
        ),
    ]
    operations = made_together(operations)
