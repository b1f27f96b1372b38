import belvedere.contexts.referrals.models.referral
import belvedere.contexts.referrals.states.collection
import belvedere.contexts.referrals.states.follow_up
import belvedere.contexts.referrals.states.publication
import belvedere.contexts.referrals.states.support
import belvedere.contexts.referrals.states.verification
import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('observatory', '0001_initial'),
        ('territory', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Referral',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(max_length=20)),
                ('title', models.CharField(max_length=120)),
                ('request', models.TextField(max_length=3000)),
                ('reasons', models.TextField(blank=True, max_length=3000)),
                ('publication', models.CharField(default=belvedere.contexts.referrals.states.publication.Publication['UNCONFIRMED'], max_length=12)),
                ('collection', models.CharField(default=belvedere.contexts.referrals.states.collection.Collection['NOT_OPEN'], max_length=14)),
                ('follow_up', models.CharField(default=belvedere.contexts.referrals.states.follow_up.FollowUp['NONE'], max_length=8)),
                ('deposited_at', models.DateTimeField()),
                ('received_at', models.DateTimeField(null=True)),
                ('decision_due_on', models.DateField(null=True)),
                ('decided_at', models.DateTimeField(null=True)),
                ('forwarded_at', models.DateTimeField(null=True)),
                ('rejection_reason', models.CharField(blank=True, max_length=20)),
                ('verification', models.CharField(default=belvedere.contexts.referrals.states.verification.Verification['NONE'], max_length=12)),
                ('rules', models.JSONField(null=True)),
                ('threshold', models.PositiveIntegerField(null=True)),
                ('threshold_source', models.CharField(blank=True, max_length=300)),
                ('closes_on', models.DateField(null=True)),
                ('reached_at', models.DateTimeField(null=True)),
                ('suspended_on', models.DateField(null=True)),
                ('closed_at', models.DateTimeField(null=True)),
                ('identity_key', models.CharField(blank=True, default=belvedere.contexts.referrals.models.referral.new_key, max_length=64)),
                ('identities_erased_at', models.DateTimeField(null=True)),
                ('is_demonstration', models.BooleanField(default=False)),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='referrals', to='territory.body')),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='referrals', to='territory.commune')),
                ('examen', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='referrals', to='observatory.examen')),
                ('next_door', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='territory.body')),
                ('policy', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='referrals', to='observatory.policy')),
                ('territory', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='referrals', to='territory.territory')),
            ],
            options={
                'ordering': ['territory', '-deposited_at', '-pk'],
                'indexes': [models.Index(fields=['territory', '-decided_at', '-id'], name='referral_latest'), models.Index(fields=['territory', 'policy', '-decided_at', '-id'], name='referral_latest_by_policy'), models.Index(fields=['territory', 'commune', '-decided_at', '-id'], name='referral_latest_by_commune'), models.Index(fields=['territory', 'publication', '-decided_at', '-id'], name='referral_latest_by_decision'), models.Index(condition=models.Q(('closed_at__isnull', True), ('closes_on__isnull', False)), fields=['territory', '-decided_at', '-id'], name='referral_latest_gathering'), models.Index(condition=models.Q(('reached_at__isnull', False)), fields=['territory', '-decided_at', '-id'], name='referral_latest_reached'), models.Index(condition=models.Q(('closed_at__isnull', False)), fields=['territory', '-decided_at', '-id'], name='referral_latest_closed'), models.Index(condition=models.Q(('examen__isnull', False)), fields=['territory', '-decided_at', '-id'], name='referral_latest_examined'), models.Index(fields=['body', 'publication', 'decision_due_on'], name='referral_to_decide'), models.Index(condition=models.Q(('identities_erased_at__isnull', True)), fields=['decided_at'], name='referral_to_forget'), models.Index(condition=models.Q(('publication', belvedere.contexts.referrals.states.publication.Publication['UNCONFIRMED'])), fields=['deposited_at'], name='referral_unconfirmed')],
                'constraints': [models.UniqueConstraint(fields=('territory', 'reference'), name='referral_reference_unique_in_territory'), models.CheckConstraint(condition=models.Q(('publication__in', ['a_confirmer', 'recue', 'recevable', 'irrecevable'])), name='referral_publication_known'), models.CheckConstraint(condition=models.Q(('collection__in', ['pas_ouverte', 'ouverte', 'suspendue', 'regroupee', 'close'])), name='referral_collection_known'), models.CheckConstraint(condition=models.Q(('follow_up__in', ['aucune', 'examen'])), name='referral_follow_up_known'), models.CheckConstraint(condition=models.Q(('verification__in', ['non_verifiee', 'en_cours', 'verifiee'])), name='referral_verification_known'), models.CheckConstraint(condition=models.Q(('collection', belvedere.contexts.referrals.states.collection.Collection['NOT_OPEN']), models.Q(('closes_on__isnull', False), ('publication', belvedere.contexts.referrals.states.publication.Publication['ADMITTED']), ('rules__isnull', False)), _connector='OR'), name='referral_gathers_once_admitted'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', False), ('publication__in', (belvedere.contexts.referrals.states.publication.Publication['ADMITTED'], belvedere.contexts.referrals.states.publication.Publication['REJECTED']))), models.Q(models.Q(('publication__in', (belvedere.contexts.referrals.states.publication.Publication['ADMITTED'], belvedere.contexts.referrals.states.publication.Publication['REJECTED'])), _negated=True), ('decided_at', None)), _connector='OR'), name='referral_public_once_decided'), models.CheckConstraint(condition=models.Q(models.Q(('closes_on', None), ('collection', belvedere.contexts.referrals.states.collection.Collection['NOT_OPEN'])), models.Q(models.Q(('collection', belvedere.contexts.referrals.states.collection.Collection['NOT_OPEN']), _negated=True), ('closes_on__isnull', False)), _connector='OR'), name='referral_opens_until_a_day'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', False), ('collection', belvedere.contexts.referrals.states.collection.Collection['CLOSED'])), models.Q(models.Q(('collection', belvedere.contexts.referrals.states.collection.Collection['CLOSED']), _negated=True), ('closed_at', None)), _connector='OR'), name='referral_closed_with_its_hour'), models.CheckConstraint(condition=models.Q(models.Q(('publication', belvedere.contexts.referrals.states.publication.Publication['REJECTED']), _negated=True), ('rejection_reason__in', ['hors_competence', 'cas_personnel', 'deja_saisie', 'demande_imprecise', 'examinee_il_y_a_peu', 'contraire_a_la_loi']), _connector='OR'), name='referral_rejected_with_a_reason'), models.CheckConstraint(condition=models.Q(models.Q(('examen', None), ('follow_up', belvedere.contexts.referrals.states.follow_up.FollowUp['NONE'])), models.Q(('examen__isnull', False), ('follow_up', belvedere.contexts.referrals.states.follow_up.FollowUp['EXAMEN'])), _connector='OR'), name='referral_follows_its_examen')],
            },
        ),
        migrations.CreateModel(
            name='Support',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('identity', models.CharField(max_length=64)),
                ('resemblance', models.CharField(blank=True, max_length=64)),
                ('is_depositor', models.BooleanField(default=False)),
                ('level', models.CharField(default='email', max_length=13)),
                ('origin', models.CharField(default='en_ligne', max_length=8)),
                ('state', models.CharField(default=belvedere.contexts.referrals.states.support.SupportState['PENDING'], max_length=12)),
                ('requested_at', models.DateTimeField()),
                ('confirmed_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['referral', 'pk'],
                'indexes': [models.Index(condition=models.Q(('state', belvedere.contexts.referrals.states.support.SupportState['PENDING'])), fields=['requested_at'], name='support_pending')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at', None), ('state', belvedere.contexts.referrals.states.support.SupportState['PENDING'])), models.Q(('confirmed_at__isnull', False), ('state__in', [belvedere.contexts.referrals.states.support.SupportState['CONFIRMED'], belvedere.contexts.referrals.states.support.SupportState['INVALIDATED']])), _connector='OR'), name='support_confirmed_with_a_date'), models.CheckConstraint(condition=models.Q(('level__in', ['declared', 'email', 'sms', 'postal', 'franceconnect', 'register'])), name='support_level_known'), models.CheckConstraint(condition=models.Q(('origin__in', ['en_ligne', 'papier', 'reporte'])), name='support_origin_known')],
            },
        ),
        migrations.CreateModel(
            name='CountMark',
            fields=[
                ('referral', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='count_mark', serialize=False, to='referrals.referral')),
                ('last_entry', models.BigIntegerField(default=0)),
                ('is_waiting', models.BooleanField(default=False)),
                ('rolled_at', models.DateTimeField(blank=True, null=True)),
                ('verified_at', models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Audit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('seed', models.CharField(max_length=200)),
                ('population', models.PositiveIntegerField()),
                ('state', models.CharField(default='en_cours', max_length=8)),
                ('valid', models.PositiveIntegerField(blank=True, null=True)),
                ('checked', models.PositiveIntegerField(blank=True, null=True)),
                ('least', models.PositiveIntegerField(blank=True, null=True)),
                ('most', models.PositiveIntegerField(blank=True, null=True)),
                ('drawn_at', models.DateTimeField()),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('referral', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='audits', to='referrals.referral')),
            ],
            options={
                'ordering': ['referral', '-number'],
                'constraints': [models.UniqueConstraint(fields=('referral', 'number'), name='audit_number_unique'), models.UniqueConstraint(condition=models.Q(('state', 'en_cours')), fields=('referral',), name='one_audit_at_a_time'), models.CheckConstraint(condition=models.Q(models.Q(('published_at', None), ('state', 'en_cours'), ('valid', None)), models.Q(('published_at__isnull', False), ('state', 'publie'), ('valid__isnull', False), ('checked__isnull', False), ('least__isnull', False), ('most__isnull', False)), _connector='OR'), name='audit_published_with_its_figures')],
            },
        ),
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token_hash', models.CharField(max_length=64, unique=True)),
                ('title', models.CharField(blank=True, max_length=120)),
                ('request', models.TextField(blank=True, max_length=3000)),
                ('reasons', models.TextField(blank=True, max_length=3000)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('expires_at', models.DateTimeField(db_index=True)),
                ('body', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='territory.body')),
                ('commune', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='territory.commune')),
                ('policy', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='observatory.policy')),
                ('territory', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='territory.territory')),
            ],
        ),
        migrations.CreateModel(
            name='ElectoralReserve',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=120)),
                ('source', models.CharField(max_length=300)),
                ('election_on', models.DateField()),
                ('starts_on', models.DateField()),
                ('last_deposit_on', models.DateField()),
                ('resumes_on', models.DateField()),
                ('body', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='territory.body')),
                ('territory', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='electoral_reserves', to='territory.territory')),
            ],
            options={
                'ordering': ['territory', 'starts_on'],
                'constraints': [models.UniqueConstraint(fields=('territory', 'body', 'election_on'), name='one_reserve_by_election'), models.CheckConstraint(condition=models.Q(('last_deposit_on__lt', models.F('starts_on')), ('starts_on__lt', models.F('election_on')), ('election_on__lt', models.F('resumes_on'))), name='reserve_in_order'), models.CheckConstraint(condition=models.Q(models.Q(('source', ''), _negated=True), models.Q(('title', ''), _negated=True)), name='reserve_with_its_source')],
            },
        ),
        migrations.CreateModel(
            name='LedgerRoot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('size', models.PositiveIntegerField()),
                ('root', models.CharField(max_length=64)),
                ('sealed_at', models.DateTimeField()),
                ('territory', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='territory.territory')),
            ],
            options={
                'ordering': ['territory', '-day'],
                'constraints': [models.UniqueConstraint(fields=('territory', 'day'), name='one_ledger_root_by_day')],
            },
        ),
        migrations.CreateModel(
            name='LedgerEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.CharField(max_length=13)),
                ('action', models.CharField(max_length=14)),
                ('delta', models.SmallIntegerField()),
                ('commitment', models.CharField(max_length=64)),
                ('day', models.DateField()),
                ('at', models.DateTimeField()),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territory.commune')),
                ('referral', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ledger', to='referrals.referral')),
                ('root', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='referrals.ledgerroot')),
            ],
            options={
                'ordering': ['pk'],
                'indexes': [models.Index(fields=['referral', 'id'], name='ledger_by_referral'), models.Index(condition=models.Q(('root', None)), fields=['id'], name='ledger_unsealed'), models.Index(fields=['root', 'id'], name='ledger_by_root'), models.Index(fields=['commitment'], name='ledger_by_commitment')],
                'constraints': [models.CheckConstraint(condition=models.Q(('delta__in', [-1, 1])), name='ledger_entry_counts_one'), models.CheckConstraint(condition=models.Q(('level__in', ['declared', 'email', 'sms', 'postal', 'franceconnect', 'register'])), name='ledger_entry_level_known'), models.CheckConstraint(condition=models.Q(('action__in', ['soutien', 'retrait', 'invalidation', 'retablissement', 'verification'])), name='ledger_entry_action_known')],
            },
        ),
        migrations.CreateModel(
            name='Merger',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(default='en_cours', max_length=8)),
                ('merged_at', models.DateTimeField()),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
                ('duplicate', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mergers', to='referrals.referral')),
                ('mother', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mergers_received', to='referrals.referral')),
            ],
            options={
                'ordering': ['duplicate', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'en_cours')), fields=('duplicate',), name='one_merger_at_a_time'), models.CheckConstraint(condition=models.Q(('duplicate', models.F('mother')), _negated=True), name='merger_of_two_referrals'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'en_cours'), ('undone_at', None)), models.Q(('state', 'annule'), ('undone_at__isnull', False)), _connector='OR'), name='merger_undone_with_its_hour')],
            },
        ),
        migrations.CreateModel(
            name='PaperBatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('sheet', models.CharField(max_length=40)),
                ('state', models.CharField(default='comptee', max_length=8)),
                ('lines', models.PositiveIntegerField()),
                ('counted', models.PositiveIntegerField()),
                ('entered_at', models.DateTimeField()),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
                ('entered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.role')),
                ('referral', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='paper_batches', to='referrals.referral')),
            ],
            options={
                'ordering': ['referral', 'number'],
                'constraints': [models.UniqueConstraint(fields=('referral', 'number'), name='paper_batch_number_unique'), models.UniqueConstraint(condition=models.Q(('state', 'comptee')), fields=('referral', 'sheet'), name='paper_sheet_counted_once'), models.CheckConstraint(condition=models.Q(('counted__lte', models.F('lines'))), name='paper_batch_counts_its_lines'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'comptee'), ('undone_at', None)), models.Q(('state', 'annulee'), ('undone_at__isnull', False)), _connector='OR'), name='paper_batch_undone_with_its_hour')],
            },
        ),
        migrations.CreateModel(
            name='Regulation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('content', models.JSONField()),
                ('source', models.CharField(max_length=300)),
                ('since', models.DateField(blank=True, null=True)),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('body', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='regulations', to='territory.body')),
                ('published_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.role')),
                ('territory', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='regulations', to='territory.territory')),
            ],
            options={
                'ordering': ['territory', 'number'],
                'constraints': [models.UniqueConstraint(fields=('territory', 'number'), name='regulation_number_unique_in_territory'), models.UniqueConstraint(condition=models.Q(('published_at__isnull', False)), fields=('body', 'since'), name='regulation_once_by_body'), models.UniqueConstraint(condition=models.Q(('body', None), ('published_at__isnull', False)), fields=('territory', 'since'), name='common_regulation_once'), models.CheckConstraint(condition=models.Q(('published_at', None), ('since__isnull', False), _connector='OR'), name='regulation_published_from_a_day'), models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='regulation_has_a_source')],
            },
        ),
        migrations.AddField(
            model_name='referral',
            name='regulation',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='referrals', to='referrals.regulation'),
        ),
        migrations.CreateModel(
            name='Removal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('reason', models.CharField(max_length=20)),
                ('conditions', models.JSONField()),
                ('state', models.CharField(default='faite', max_length=8)),
                ('count', models.PositiveIntegerField()),
                ('run_at', models.DateTimeField()),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
                ('referral', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='removals', to='referrals.referral')),
                ('run_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.role')),
            ],
            options={
                'ordering': ['referral', 'number'],
                'constraints': [models.UniqueConstraint(fields=('referral', 'number'), name='removal_number_unique'), models.CheckConstraint(condition=models.Q(('reason__in', ['robot', 'adresses_jetables', 'doublons', 'hors_du_territoire'])), name='removal_reason_known'), models.CheckConstraint(condition=models.Q(('count__gte', 1)), name='removal_removes_someone'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'faite'), ('undone_at', None)), models.Q(('state', 'annulee'), ('undone_at__isnull', False)), _connector='OR'), name='removal_undone_with_its_hour')],
            },
        ),
        migrations.CreateModel(
            name='Step',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('code', models.CharField(max_length=40)),
                ('effect', models.CharField(max_length=12)),
                ('title_fr', models.CharField(max_length=200)),
                ('title_en', models.CharField(max_length=200)),
                ('state', models.CharField(default='a_atteindre', max_length=11)),
                ('is_short', models.BooleanField(default=False)),
                ('reached_at', models.DateTimeField(blank=True, null=True)),
                ('acted_at', models.DateTimeField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('outcome', models.TextField(blank=True)),
                ('referral', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='referrals.referral')),
            ],
            options={
                'ordering': ['referral', 'position'],
                'constraints': [models.UniqueConstraint(fields=('referral', 'code'), name='step_once_by_referral'), models.CheckConstraint(condition=models.Q(('effect__in', ['moderation', 'answer', 'hearing', 'mediation', 'workshop', 'debate', 'panel', 'vote', 'agenda', 'forwarded'])), name='step_effect_known'), models.CheckConstraint(condition=models.Q(models.Q(('reached_at', None), ('state', 'a_atteindre')), models.Q(('state__in', ['atteint', 'engage', 'fait', 'refuse']), ('reached_at__isnull', False)), _connector='OR'), name='step_reached_with_its_hour'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['fait', 'refuse']), _negated=True), models.Q(('ended_at__isnull', False), models.Q(('outcome', ''), _negated=True)), _connector='OR'), name='step_ended_with_its_outcome'), models.CheckConstraint(condition=models.Q(('is_short', False), ('state__in', ['engage', 'fait', 'refuse']), _connector='OR'), name='step_short_only_once_acted_on')],
            },
        ),
        migrations.CreateModel(
            name='SupportContact',
            fields=[
                ('support', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='contact', serialize=False, to='referrals.support')),
                ('email', models.EmailField(max_length=254)),
                ('language', models.CharField(default='fr', max_length=2)),
            ],
        ),
        migrations.AddField(
            model_name='support',
            name='batch',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='supports', to='referrals.paperbatch'),
        ),
        migrations.AddField(
            model_name='support',
            name='carried_from',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='carried_to', to='referrals.support'),
        ),
        migrations.AddField(
            model_name='support',
            name='commune',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territory.commune'),
        ),
        migrations.AddField(
            model_name='support',
            name='referral',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='supports', to='referrals.referral'),
        ),
        migrations.AddField(
            model_name='support',
            name='removal',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='supports', to='referrals.removal'),
        ),
        migrations.CreateModel(
            name='AuditCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rank', models.PositiveIntegerField()),
                ('commitment', models.CharField(max_length=64)),
                ('result', models.CharField(blank=True, default='', max_length=11)),
                ('checked_at', models.DateTimeField(blank=True, null=True)),
                ('audit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='checks', to='referrals.audit')),
                ('support', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='checks', to='referrals.support')),
            ],
            options={
                'ordering': ['audit', 'rank'],
                'constraints': [models.UniqueConstraint(fields=('audit', 'rank'), name='audit_check_rank_unique'), models.CheckConstraint(condition=models.Q(('result__in', ['', 'valide', 'invalide', 'injoignable'])), name='audit_result_known'), models.CheckConstraint(condition=models.Q(models.Q(('checked_at', None), ('result', '')), models.Q(models.Q(('result', ''), _negated=True), ('checked_at__isnull', False)), _connector='OR'), name='audit_checked_with_its_hour')],
            },
        ),
        migrations.CreateModel(
            name='SupportCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.CharField(default='email', max_length=13)),
                ('count', models.PositiveIntegerField(default=0)),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territory.commune')),
                ('referral', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='counts', to='referrals.referral')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('referral', 'commune', 'level'), name='one_count_by_commune_and_level'), models.CheckConstraint(condition=models.Q(('level__in', ['declared', 'email', 'sms', 'postal', 'franceconnect', 'register'])), name='count_level_known')],
            },
        ),
        migrations.AddIndex(
            model_name='support',
            index=models.Index(fields=['referral', 'state', 'id'], name='support_by_referral_and_state'),
        ),
        migrations.AddIndex(
            model_name='support',
            index=models.Index(condition=models.Q(('resemblance', ''), _negated=True), fields=['referral', 'resemblance'], name='support_resembling'),
        ),
        migrations.AddConstraint(
            model_name='support',
            constraint=models.UniqueConstraint(fields=('referral', 'identity'), name='support_once_by_person'),
        ),
    ]
