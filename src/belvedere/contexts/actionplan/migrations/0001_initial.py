import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('answers', '0001_initial'),
        ('territory', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Action',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(max_length=20)),
                ('matter', models.CharField(help_text='L’examen d’où elle vient', max_length=20)),
                ('title', models.CharField(max_length=300)),
                ('horizon', models.CharField(choices=[('court', 'Court terme'), ('moyen', 'Moyen terme'), ('long', 'Long terme')], max_length=6)),
                ('due_on', models.DateField()),
                ('state', models.CharField(choices=[('prevue', 'Prévue'), ('en_cours', 'En cours'), ('faite', 'Faite'), ('contestee', 'Contestée'), ('abandonnee', 'Abandonnée')], default='prevue', max_length=12)),
                ('percent', models.PositiveSmallIntegerField(default=0)),
                ('created_at', models.DateTimeField()),
                ('updated_at', models.DateTimeField()),
                ('is_demonstration', models.BooleanField(default=False)),
                ('answer', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='action', to='answers.answer')),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='actions', to='territory.body')),
                ('department', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='actions', to='territory.department')),
                ('territory', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='actions', to='territory.territory')),
            ],
            options={
                'ordering': ['territory', 'due_on', 'reference'],
                'indexes': [models.Index(fields=['territory', 'state', 'due_on'], name='action_by_state'), models.Index(fields=['territory', 'matter'], name='action_by_matter')],
                'constraints': [models.UniqueConstraint(fields=('territory', 'reference'), name='action_reference_unique_in_territory'), models.CheckConstraint(condition=models.Q(('state__in', ['prevue', 'en_cours', 'faite', 'contestee', 'abandonnee'])), name='action_state_known'), models.CheckConstraint(condition=models.Q(('horizon__in', ['court', 'moyen', 'long'])), name='action_horizon_known'), models.CheckConstraint(condition=models.Q(('percent__lte', 100)), name='action_percent_at_most_100'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'faite'), _negated=True), ('percent', 100), _connector='OR'), name='action_done_at_100')],
            },
        ),
        migrations.CreateModel(
            name='Progress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('state', models.CharField(choices=[('prevue', 'Prévue'), ('en_cours', 'En cours'), ('faite', 'Faite'), ('contestee', 'Contestée'), ('abandonnee', 'Abandonnée')], max_length=12)),
                ('percent', models.PositiveSmallIntegerField()),
                ('note', models.TextField(blank=True)),
                ('evidence_url', models.CharField(blank=True, max_length=500, validators=[django.core.validators.URLValidator(schemes=['http', 'https'])])),
                ('action', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='history', to='actionplan.action')),
            ],
            options={
                'ordering': ['action', '-at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['prevue', 'en_cours', 'faite', 'contestee', 'abandonnee'])), name='action_progress_state_known'), models.CheckConstraint(condition=models.Q(('percent__lte', 100)), name='action_progress_percent_at_most_100'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['faite', 'abandonnee']), _negated=True), models.Q(('note', ''), _negated=True), _connector='OR'), name='action_progress_end_is_explained')],
            },
        ),
        migrations.CreateModel(
            name='Survey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('was_done', models.BooleanField(help_text='L’organisme la disait faite quand on a posé la question')),
                ('state', models.CharField(default='demandee', max_length=10)),
                ('asked_at', models.DateTimeField()),
                ('closes_on', models.DateField()),
                ('size', models.PositiveSmallIntegerField(help_text='Combien de personnes au plus, du règlement')),
                ('minimum', models.PositiveSmallIntegerField()),
                ('percent', models.PositiveSmallIntegerField()),
                ('source', models.CharField(max_length=300)),
                ('seed', models.CharField(blank=True, max_length=64)),
                ('population', models.PositiveIntegerField(default=0)),
                ('names_digest', models.CharField(blank=True, max_length=64)),
                ('drawn', models.JSONField(blank=True, default=list)),
                ('asked', models.PositiveIntegerField(default=0)),
                ('action', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='surveys', to='actionplan.action')),
            ],
            options={
                'ordering': ['action', 'asked_at', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('action', 'was_done'), name='survey_once_by_occasion'), models.CheckConstraint(condition=models.Q(('state__in', ['demandee', 'ouverte', 'close'])), name='survey_state_known'), models.CheckConstraint(condition=models.Q(('percent__gte', 1), ('percent__lte', 100)), name='survey_share_of_a_hundred')],
            },
        ),
        migrations.CreateModel(
            name='Contest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('audience_digest', models.CharField(help_text='Qui, sans qu’on puisse retrouver la personne', max_length=64)),
                ('at', models.DateTimeField()),
                ('reason', models.TextField()),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('explanation', models.TextField(blank=True)),
                ('outcome', models.CharField(blank=True, max_length=10)),
                ('replies', models.PositiveIntegerField(default=0)),
                ('noes', models.PositiveIntegerField(default=0)),
                ('is_by_depositor', models.BooleanField(default=False)),
                ('action', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contests', to='actionplan.action')),
                ('survey', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='contest', to='actionplan.survey')),
            ],
            options={
                'ordering': ['action', '-at', '-pk'],
                'constraints': [models.UniqueConstraint(fields=('action', 'audience_digest'), name='contest_once_by_person'), models.UniqueConstraint(condition=models.Q(('answered_at', None)), fields=('action',), name='contest_one_open_at_a_time'), models.CheckConstraint(condition=models.Q(models.Q(('answered_at', None), ('explanation', ''), ('outcome', '')), models.Q(('answered_at__isnull', False), ('outcome__in', ['rouvrir', 'maintenir']), models.Q(('explanation', ''), _negated=True)), _connector='OR'), name='contest_answered_with_words')],
            },
        ),
        migrations.CreateModel(
            name='SurveyReply',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mark', models.CharField(help_text='Qui, sans qu’on puisse retrouver la personne', max_length=64)),
                ('is_depositor', models.BooleanField(default=False)),
                ('verdict', models.CharField(choices=[('oui', 'Oui, c’est fait'), ('en_partie', 'En partie'), ('non', 'Non, ce n’est pas fait')], max_length=10)),
                ('words', models.TextField(blank=True)),
                ('reading', models.CharField(default='sans_texte', max_length=10)),
                ('at', models.DateTimeField()),
                ('survey', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='replies', to='actionplan.survey')),
            ],
            options={
                'ordering': ['survey', 'at', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('survey', 'mark'), name='survey_reply_once_by_person'), models.CheckConstraint(condition=models.Q(('verdict__in', ['oui', 'en_partie', 'non'])), name='survey_reply_known'), models.CheckConstraint(condition=models.Q(models.Q(('reading', 'sans_texte'), ('words', '')), models.Q(('reading__in', ['a_relire', 'publie', 'ecarte']), models.Q(('words', ''), _negated=True)), _connector='OR'), name='survey_reply_read_if_it_has_words')],
            },
        ),
    ]
