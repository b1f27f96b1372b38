from django.db import migrations

from belvedere.platform.journal.triggers import lock_journal, unlock_journal


class Migration(migrations.Migration):

    dependencies = [
        ('journal', '0001_initial'),
    ]

    operations = [
        migrations.RunPython(lock_journal, unlock_journal),
    ]
