import django.db.models.deletion
import uuid
from django.db import migrations, models

from belvedere.platform.tables import made_together


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_initial'),
        ('consultations', '0001_initial'),
        ('territory', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('room', models.CharField(blank=True, max_length=200)),
                ('address', models.CharField(blank=True, max_length=300)),
                ('access', models.TextField(blank=True)),
                ('programme', models.TextField(blank=True)),
                ('places', models.PositiveIntegerField(blank=True, null=True)),
                ('present', models.PositiveIntegerField(blank=True, null=True)),
                ('minutes', models.TextField(blank=True)),
                ('minutes_at', models.DateTimeField(blank=True, null=True)),
                ('phase', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='meeting', to='consultations.phase')),
            ],
            options={
                'ordering': ['phase'],
            },
        ),
        migrations.CreateModel(
            name='MeetingDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=120)),
                ('media_type', models.CharField(max_length=40)),
                ('content', models.BinaryField()),
                ('size', models.PositiveIntegerField()),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='documents', to='consultations.meeting')),
            ],
            options={
                'ordering': ['meeting', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Questionnaire',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('introduction', models.TextField(blank=True)),
                ('introduction_en', models.TextField(blank=True)),
                ('shows_results', models.BooleanField(default=False)),
                ('phase', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='questionnaire', to='consultations.phase')),
            ],
            options={
                'ordering': ['phase'],
            },
        ),
        migrations.CreateModel(
            name='Theme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('name', models.CharField(max_length=120)),
                ('words', models.CharField(blank=True, max_length=300)),
                ('is_proposed', models.BooleanField(default=False)),
                ('said', models.TextField(blank=True)),
                ('minority', models.TextField(blank=True)),
                ('consultation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='themes', to='consultations.consultation')),
            ],
            options={
                'ordering': ['consultation', 'number'],
                'constraints': [models.UniqueConstraint(fields=('consultation', 'number'), name='theme_number_unique'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='theme_has_a_name')],
            },
        ),
        migrations.CreateModel(
            name='Contribution',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('key', models.UUIDField(default=uuid.uuid4, unique=True)),
                ('source', models.CharField(max_length=10)),
                ('text', models.TextField()),
                ('received_at', models.DateTimeField()),
                ('is_personal', models.BooleanField(default=False)),
                ('name', models.CharField(blank=True, max_length=120)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('language', models.CharField(default='fr', max_length=2)),
                ('college', models.CharField(blank=True, max_length=120)),
                ('age', models.CharField(blank=True, max_length=40)),
                ('sex', models.CharField(blank=True, max_length=40)),
                ('message_digest', models.CharField(blank=True, max_length=64)),
                ('state', models.CharField(default='a_lire', max_length=8)),
                ('ground', models.CharField(blank=True, max_length=20)),
                ('moderated_at', models.DateTimeField(blank=True, null=True)),
                ('proposed_because', models.CharField(blank=True, max_length=300)),
                ('is_classed', models.BooleanField(default=False)),
                ('commune', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territory.commune')),
                ('consultation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contributions', to='consultations.consultation')),
                ('phase', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contributions', to='consultations.phase')),
                ('typed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.role')),
                ('proposed_theme', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='proposed', to='consultations.theme')),
                ('theme', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='classed', to='consultations.theme')),
            ],
            options={
                'ordering': ['consultation', 'number'],
                'indexes': [models.Index(fields=['consultation', 'state', 'number'], name='contribution_by_state'), models.Index(fields=['consultation', 'is_classed'], name='contribution_by_class'), models.Index(condition=models.Q(('email', ''), _negated=True), fields=['email'], name='contribution_by_email')],
                'constraints': [models.UniqueConstraint(fields=('consultation', 'number'), name='contribution_number_unique'), models.UniqueConstraint(condition=models.Q(('message_digest', ''), _negated=True), fields=('consultation', 'message_digest'), name='contribution_imported_once'), models.CheckConstraint(condition=models.Q(('source__in', ['en_ligne', 'papier', 'courriel', 'reunion'])), name='contribution_source_known'), models.CheckConstraint(condition=models.Q(('state__in', ['a_lire', 'publiee', 'ecartee'])), name='registered_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('ground__in', ['illicite', 'donnees_personnelles', 'publicite', 'doublon']), ('state', 'ecartee')), models.Q(models.Q(('state', 'ecartee'), _negated=True), ('ground', '')), _connector='OR'), name='contribution_set_aside_on_a_ground'), models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='contribution_says_something'), models.CheckConstraint(condition=models.Q(('is_classed', True), ('theme__isnull', True), _connector='OR'), name='contribution_theme_once_classed')],
            },
        ),
        migrations.CreateModel(
            name='Reading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('contribution', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='readings', to='consultations.contribution')),
                ('reader', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.role')),
                ('theme', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='consultations.theme')),
            ],
            options={
                'ordering': ['contribution', 'at'],
                'constraints': [models.UniqueConstraint(fields=('contribution', 'reader'), name='one_reading_by_reader')],
            },
        ),
        migrations.CreateModel(
            name='GroupedProposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('text', models.CharField(max_length=400)),
                ('stance', models.CharField(blank=True, max_length=12)),
                ('reason', models.TextField(blank=True)),
                ('change', models.TextField(blank=True)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('consultation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='proposals', to='consultations.consultation')),
                ('contributions', models.ManyToManyField(related_name='proposals', to='consultations.contribution')),
                ('theme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='consultations.theme')),
            ],
            options={
                'ordering': ['consultation', 'number'],
                'constraints': [models.UniqueConstraint(fields=('consultation', 'number'), name='proposal_number_unique'), models.CheckConstraint(condition=models.Q(('stance__in', ['', 'retenue', 'en_partie', 'non_retenue', 'hors_mandat'])), name='proposal_stance_known'), models.CheckConstraint(condition=models.Q(('stance', ''), models.Q(('reason', ''), _negated=True), _connector='OR'), name='proposal_answered_with_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='ContributionFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=120)),
                ('media_type', models.CharField(max_length=40)),
                ('content', models.BinaryField()),
                ('size', models.PositiveIntegerField()),
                ('contribution', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='consultations.contribution')),
            ],
            options={
                'ordering': ['contribution', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('size__gt', 0)), name='contribution_file_not_empty')],
            },
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('kind', models.CharField(max_length=14)),
                ('text', models.CharField(max_length=300)),
                ('text_en', models.CharField(blank=True, max_length=300)),
                ('help', models.CharField(blank=True, max_length=300)),
                ('help_en', models.CharField(blank=True, max_length=300)),
                ('is_required', models.BooleanField(default=False)),
                ('choices', models.JSONField(blank=True, default=list)),
                ('rows', models.JSONField(blank=True, default=list)),
                ('low', models.IntegerField(blank=True, null=True)),
                ('high', models.IntegerField(blank=True, null=True)),
                ('asked_if_choice', models.CharField(blank=True, max_length=10)),
                ('asked_if', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='followed_by', to='consultations.question')),
                ('questionnaire', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='consultations.questionnaire')),
            ],
            options={
                'ordering': ['questionnaire', 'number'],
                'constraints': [models.UniqueConstraint(fields=('questionnaire', 'number'), name='question_number_unique'), models.CheckConstraint(condition=models.Q(('kind__in', ['choix', 'choix_multiple', 'classement', 'echelle', 'nombre', 'texte', 'lieu', 'tableau'])), name='question_kind_known'), models.CheckConstraint(condition=models.Q(models.Q(('asked_if__isnull', True), ('asked_if_choice', '')), models.Q(('asked_if__isnull', False), models.Q(('asked_if_choice', ''), _negated=True)), _connector='OR'), name='question_condition_whole')],
            },
        ),
        migrations.CreateModel(
            name='CommuneQuota',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('most', models.PositiveIntegerField()),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territory.commune')),
                ('questionnaire', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='quotas', to='consultations.questionnaire')),
            ],
            options={
                'ordering': ['questionnaire', 'commune'],
                'constraints': [models.UniqueConstraint(fields=('questionnaire', 'commune'), name='one_quota_by_commune')],
            },
        ),
        migrations.CreateModel(
            name='Registration',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, unique=True)),
                ('name', models.CharField(max_length=120)),
                ('email', models.EmailField(max_length=254)),
                ('needs', models.CharField(blank=True, max_length=300)),
                ('language', models.CharField(default='fr', max_length=2)),
                ('registered_at', models.DateTimeField()),
                ('reminded_at', models.DateTimeField(blank=True, null=True)),
                ('came', models.BooleanField(blank=True, null=True)),
                ('commune', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territory.commune')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='registrations', to='consultations.meeting')),
            ],
            options={
                'ordering': ['meeting', 'registered_at', 'pk'],
                'indexes': [models.Index(fields=['email'], name='registration_by_email')],
                'constraints': [models.UniqueConstraint(fields=('meeting', 'email'), name='one_registration_by_address'), models.CheckConstraint(condition=models.Q(('email', ''), _negated=True), name='registration_has_an_address')],
            },
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('introduction', models.TextField(blank=True)),
                ('changes', models.TextField(blank=True)),
                ('blocks', models.JSONField(default=list)),
                ('digest', models.CharField(blank=True, max_length=64)),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('consultation', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='report', to='consultations.consultation')),
            ],
            options={
                'ordering': ['consultation'],
                'constraints': [models.CheckConstraint(condition=models.Q(('published_at__isnull', True), models.Q(('digest', ''), _negated=True), _connector='OR'), name='report_published_with_its_imprint')],
            },
        ),
        migrations.CreateModel(
            name='Sheet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, unique=True)),
                ('source', models.CharField(default='en_ligne', max_length=10)),
                ('state', models.CharField(default='brouillon', max_length=10)),
                ('answers', models.JSONField(default=dict)),
                ('age', models.CharField(blank=True, max_length=40)),
                ('sex', models.CharField(blank=True, max_length=40)),
                ('begun_at', models.DateTimeField()),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('commune', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territory.commune')),
                ('questionnaire', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sheets', to='consultations.questionnaire')),
                ('typed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.role')),
            ],
            options={
                'ordering': ['questionnaire', 'begun_at', 'pk'],
                'indexes': [models.Index(fields=['questionnaire', 'state', 'commune'], name='sheet_by_commune')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('sent_at__isnull', True), ('state', 'brouillon')), models.Q(('sent_at__isnull', False), ('state', 'envoyee')), _connector='OR'), name='sheet_sent_with_its_day'), models.CheckConstraint(condition=models.Q(('source__in', ['en_ligne', 'papier', 'courriel', 'reunion'])), name='sheet_source_known')],
            },
        ),
    ]
    operations = made_together(operations)
