"""What a whole thread leaves in the database, counted: the same by whatever way it was walked."""

from collections import Counter

from tests.e2e.site import Site
from tests.e2e.thread import LUCIE_EMAIL, PAUL_EMAIL, SUZANNE_EMAIL, Thread

NEWS = {
    "Un palier du règlement est atteint avec 3 soutiens.": 1,
    "Un examen est ouvert": 1,
    "Le panel a donné un avis": 1,
    "La réponse à l’avis": 1,
    "La recommandation": 2,
    "L’avancement de l’action est noté": 1,
    "L’action est faite": 1,
}
WHOLE_THREAD: dict[str, object] = {
    "rows": {
        "supports counted": 3,
        "supports confirmed": 3,
        "examens": 1,
        "avis": 1,
        "recommendations": 3,
        "answer sheets": 1,
        "answers": 3,
        "actions": 2,
        "steps of actions": 2,
    },
    "acts": {
        "referrals.deposited": 1,
        "referrals.admitted": 1,
        "referrals.threshold_reached": 1,
        "referrals.examen_joined": 1,
        "observatory.examen_opened": 1,
        "observatory.examen_moved": 2,
        "panels.campaign_opened": 1,
        "panels.opinion_recorded": 1,
        "answers.requested": 1,
        "answers.assigned": 1,
        "answers.submitted": 1,
        "answers.validated": 1,
        "answers.published": 1,
        "actionplan.action_created": 2,
        "actionplan.progress_recorded": 1,
        "actionplan.done": 1,
    },
    "news": {
        SUZANNE_EMAIL: {"Votre saisine est recevable": 1, **NEWS},
        LUCIE_EMAIL: NEWS,
        PAUL_EMAIL: NEWS,
    },
    "mails not sent": 0,
}
ROWS = {
    "supports counted": (
        "SELECT (SELECT sum(c.count) FROM referrals_supportcount c WHERE c.referral_id = r.id)"
        " + (SELECT coalesce(sum(l.delta), 0) FROM referrals_ledgerentry l WHERE l.referral_id = r.id"
        " AND l.id > (SELECT m.last_entry FROM referrals_countmark m WHERE m.referral_id = r.id))"
        " FROM referrals_referral r WHERE r.reference = %s"
    ),
    "supports confirmed": (
        "SELECT count(*) FROM referrals_support s JOIN referrals_referral r ON r.id = s.referral_id"
        " WHERE r.reference = %s AND s.state = 'confirme'"
    ),
    "examens": "SELECT count(*) FROM observatory_examen WHERE referral_reference = %s",
    "avis": (
        "SELECT count(*) FROM panels_opinion o JOIN observatory_examen e ON e.id = o.examen_id"
        " WHERE e.referral_reference = %s"
    ),
    "recommendations": (
        "SELECT count(*) FROM panels_recommendation r JOIN panels_opinion o ON o.id = r.opinion_id"
        " JOIN observatory_examen e ON e.id = o.examen_id WHERE e.referral_reference = %s"
    ),
    "answer sheets": (
        "SELECT count(*) FROM answers_answersheet s JOIN panels_opinion o ON o.id = s.opinion_id"
        " JOIN observatory_examen e ON e.id = o.examen_id WHERE e.referral_reference = %s"
    ),
    "answers": (
        "SELECT count(*) FROM answers_answer a JOIN panels_recommendation r ON r.id = a.recommendation_id"
        " JOIN panels_opinion o ON o.id = r.opinion_id JOIN observatory_examen e ON e.id = o.examen_id"
        " WHERE e.referral_reference = %s AND a.is_complete"
    ),
    "actions": (
        "SELECT count(*) FROM actionplan_action a JOIN observatory_examen e ON e.reference = a.matter"
        " WHERE e.referral_reference = %s"
    ),
    "steps of actions": (
        "SELECT count(*) FROM actionplan_progress p JOIN actionplan_action a ON a.id = p.action_id"
        " JOIN observatory_examen e ON e.reference = a.matter WHERE e.referral_reference = %s"
    ),
}


def census(thread: Thread) -> dict[str, object]:
    """Count the rows, the acts and the mails of a thread."""
    site = thread.site
    return {
        "rows": {name: site.query(statement, thread.reference)[0][0] for name, statement in ROWS.items()},
        "acts": dict(
            Counter(
                kind
                for (kind,) in site.query(
                    "SELECT kind FROM journal_event WHERE matter IN (%s, %s)", thread.reference, thread.examen
                )
            )
        ),
        "news": {email: _news(site, email) for email in (SUZANNE_EMAIL, LUCIE_EMAIL, PAUL_EMAIL)},
        "mails not sent": site.query("SELECT count(*) FROM mail_message WHERE sent_at IS NULL")[0][0],
    }


def _news(site: Site, email: str) -> dict[str, int]:
    """Count the news that a person received, by what they say; what is not expected is counted under its own words."""
    expected = ("Votre saisine est recevable", *NEWS)
    said = [mail.subject.split(" · ", 1)[1] for mail in site.mails(email, "news")]
    return dict(Counter(next((words for words in expected if text.startswith(words)), text) for text in said))


def people_known_by_the_journal(site: Site) -> list[tuple[int, str]]:
    """Return the acts that hold a name, an address or a text of somebody, with what they hold."""
    columns = "actor_kind || ' ' || actor_id || ' ' || subject_kind || ' ' || subject_id || ' ' || matter || payload"
    acts = site.query(f"SELECT sequence, {columns} FROM journal_event")  # noqa: S608 -- our own columns
    wanted = _canaries(site)
    assert len(wanted) > 50, wanted
    return [(sequence, word) for sequence, act in acts for word in wanted if word in act.casefold()]


def _canaries(site: Site) -> set[str]:
    """Return the addresses, the names and the texts of people that the demonstration holds."""
    found = site.query('SELECT DISTINCT "to" FROM mail_message')
    found += site.query("SELECT email FROM accounts_user UNION SELECT display_name FROM accounts_user")
    found += site.query("SELECT email FROM referrals_supportcontact")
    found += site.query("SELECT title FROM referrals_referral UNION SELECT request FROM referrals_referral")
    return {value.casefold() for (value,) in found if value}
