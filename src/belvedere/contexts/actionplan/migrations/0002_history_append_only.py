from django.db import migrations

from belvedere.contexts.actionplan.models import FORECASTS, HISTORY, REVISIONS, VERSIONS


class Migration(migrations.Migration):

    dependencies = [
        ('actionplan', '0001_initial'),
    ]

    operations = [
        migrations.RunPython(table.lock, table.unlock) for table in (HISTORY, REVISIONS, VERSIONS, FORECASTS)
    ]
