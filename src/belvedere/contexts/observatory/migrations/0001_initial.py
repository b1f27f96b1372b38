import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('territory', '0001_initial'),
    ]

    operations = [
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
                'constraints': [models.UniqueConstraint(fields=('territory', 'slug'), name='policy_slug_unique_in_territory'), models.CheckConstraint(condition=models.Q(('act', ''), models.Q(('source', ''), _negated=True), _connector='OR'), name='policy_act_has_its_source'), models.CheckConstraint(condition=models.Q(('confidence__in', ['V26', 'VR', 'VA', 'S', 'M'])), name='policy_confidence_known')],
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
                'constraints': [models.UniqueConstraint(fields=('policy', 'number'), name='objective_number_unique_in_policy'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='objective_number_from_one'), models.CheckConstraint(condition=models.Q(('is_demonstration', True), models.Q(('source', ''), _negated=True), _connector='OR'), name='objective_real_has_its_source')],
            },
        ),
        migrations.CreateModel(
            name='Examen',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(max_length=20)),
                ('referral_reference', models.CharField(blank=True, max_length=20)),
                ('question', models.TextField(blank=True, help_text='Vide quand la question est celle de la saisine')),
                ('state', models.CharField(choices=[('ouvert', 'Ouvert'), ('avis_rendu', 'Avis rendu, réponse attendue'), ('repondu', 'Réponse publiée'), ('clos', 'Clos')], default='ouvert', max_length=10)),
                ('opened_at', models.DateTimeField()),
                ('moved_at', models.DateTimeField()),
                ('territory', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='examens', to='territory.territory')),
                ('policy', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='examens', to='observatory.policy')),
            ],
            options={
                'ordering': ['territory', 'reference'],
                'indexes': [models.Index(fields=['territory', 'policy', 'state'], name='examen_by_policy')],
                'constraints': [models.UniqueConstraint(fields=('territory', 'reference'), name='examen_reference_unique_in_territory'), models.UniqueConstraint(condition=models.Q(('referral_reference', ''), _negated=True), fields=('territory', 'referral_reference'), name='one_examen_by_referral'), models.CheckConstraint(condition=models.Q(('state__in', ['ouvert', 'avis_rendu', 'repondu', 'clos'])), name='examen_state_known')],
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
                'constraints': [models.UniqueConstraint(fields=('policy', 'number'), name='policy_fact_number_unique_in_policy'), models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='policy_fact_has_its_source'), models.CheckConstraint(condition=models.Q(('confidence__in', ['V26', 'VR', 'VA', 'S', 'M'])), name='policy_fact_confidence_known')],
            },
        ),
    ]
