"""What one may do to a request by hand: one row a verb, its address, words, form and operation."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l

from app.kernel.viewer import Viewer
from referrals.decisions.workflow import Action
from referrals.forms.answers import (
    AskForm,
    ConfirmForm,
    DeclineForm,
    FailureForm,
    OutcomeForm,
    ReviewForm,
    WithdrawForm,
)
from referrals.models import Handoff
from referrals.operations import answering, following

Perform = Callable[..., None]


@dataclass(frozen=True, slots=True)
class Verb:
    """One human act. `button` is a whole sentence when the act declares something.

    `explain`: what will follow, read before the button. `done`: what was done, read after it.
    """

    action: Action
    path: str
    form: type[Any]
    perform: Perform
    title: Any
    explain: Any
    button: Any
    done: Any


VERBS = (
    Verb(
        Action.ACKNOWLEDGE,
        "accuser-reception",
        ConfirmForm,
        answering.acknowledge,
        _l("Accuser réception"),
        _l(
            "Le service qui vous écrit saura que quelqu’un a la demande en main. "
            "Vous répondrez ensuite."
        ),
        _l("Accuser réception"),
        _l("Réception accusée. Il reste à répondre."),
    ),
    Verb(
        Action.ACCEPT,
        "accepter",
        ConfirmForm,
        answering.accept,
        _l("Accepter cette demande"),
        _l(
            "Le service qui vous écrit est prévenu. Appelez-le pour le nom de la personne et la "
            "façon sûre de la joindre : ils ne passent pas par ce site."
        ),
        _l("J’accepte, et je ne connais aucun lien avec la personne ou son entourage"),
        _l("La demande est acceptée, l’expéditeur est prévenu."),
    ),
    Verb(
        Action.DECLINE,
        "decliner",
        DeclineForm,
        answering.decline,
        _l("Décliner cette demande"),
        _l(
            "L’expéditeur lit le motif et cherche ailleurs. Vous avez une heure pour revenir sur "
            "cette réponse. Un conflit d’intérêts n’est écrit nulle part : la demande porte "
            "« Autre ». Dites-le à l’expéditeur par téléphone."
        ),
        _l("Décliner la demande"),
        _l("La demande est déclinée, l’expéditeur est prévenu."),
    ),
    Verb(
        Action.ASK,
        "demander",
        AskForm,
        answering.ask,
        _l("Demander une précision"),
        _l("L’expéditeur est prévenu. Il vous répond par téléphone, puis la demande vous revient."),
        _l("Demander cette précision"),
        _l("La précision est demandée, l’expéditeur est prévenu."),
    ),
    Verb(
        Action.HOLD,
        "mettre-en-attente",
        ReviewForm,
        answering.hold,
        _l("Mettre en attente de place"),
        _l("Vous gardez la demande jusqu’à ce qu’une place se libère. Choisissez quand la revoir."),
        _l("Mettre en attente"),
        _l("La demande est en attente de place, l’expéditeur est prévenu."),
    ),
    Verb(
        Action.START,
        "premier-contact",
        ReviewForm,
        answering.start,
        _l("Noter le premier contact"),
        _l("Vous avez joint la personne. Choisissez la date du prochain point."),
        _l("Noter le premier contact"),
        _l("Le premier contact est noté, l’expéditeur est prévenu."),
    ),
    Verb(
        Action.CONCLUDE,
        "terminer",
        OutcomeForm,
        answering.conclude,
        _l("Terminer cette demande"),
        _l("L’expéditeur lit l’issue. La demande se ferme pour votre équipe."),
        _l("Terminer la demande"),
        _l("La demande est terminée, l’expéditeur est prévenu."),
    ),
    Verb(
        Action.FAIL,
        "echouer",
        FailureForm,
        answering.fail,
        _l("Signaler que cela n’a pas abouti"),
        _l(
            "L’expéditeur lit le motif et cherche ailleurs. La demande se ferme pour votre équipe. "
            "Un conflit d’intérêts n’est écrit nulle part : la demande porte « Autre ». Dites-le à "
            "l’expéditeur par téléphone."
        ),
        _l("Signaler que cela n’a pas abouti"),
        _l("C’est noté, l’expéditeur est prévenu."),
    ),
    Verb(
        Action.REOPEN,
        "revenir",
        ConfirmForm,
        answering.reopen,
        _l("Revenir sur votre réponse"),
        _l("La demande redevient « reçue » : vous répondrez de nouveau. L’expéditeur est prévenu."),
        _l("Revenir sur la réponse"),
        _l("Votre réponse est reprise. Il reste à répondre."),
    ),
    Verb(
        Action.COMPLETE,
        "completer",
        ConfirmForm,
        following.complete,
        _l("Compléter la demande"),
        _l("Appelez d’abord le service et donnez ce qu’il demande. Confirmez ensuite ici."),
        _l("J’ai donné la précision par téléphone"),
        _l("La demande est complétée, le service est prévenu."),
    ),
    Verb(
        Action.NOTE_OUTCOME,
        "constater-issue",
        OutcomeForm,
        following.note_outcome,
        _l("Constater l’issue"),
        _l("Vous savez ce que la demande est devenue. Elle se ferme pour le service."),
        _l("Constater cette issue"),
        _l("L’issue est notée."),
    ),
    Verb(
        Action.NOTE_FAILURE,
        "constater-echec",
        FailureForm,
        following.note_failure,
        _l("Constater que cela n’a pas abouti"),
        _l("Vous savez que la demande n’a pas abouti. Elle se ferme pour le service."),
        _l("Constater que cela n’a pas abouti"),
        _l("C’est noté. Vous pouvez orienter vers un autre service."),
    ),
    Verb(
        Action.WITHDRAW,
        "retirer",
        WithdrawForm,
        following.withdraw,
        _l("Retirer la demande"),
        _l(
            "Le service lit que la demande n’est plus d’actualité, sans le motif. "
            "Ce qu’il a déjà lu ne peut pas être repris."
        ),
        _l("Retirer la demande"),
        _l("La demande est retirée, le service est prévenu."),
    ),
    Verb(
        Action.VOID,
        "annuler",
        ConfirmForm,
        following.void,
        _l("Annuler une demande envoyée par erreur"),
        _l(
            "Le service lit que la demande n’est plus d’actualité. "
            "Ce qu’il a déjà lu ne peut pas être repris."
        ),
        _l("Annuler la demande"),
        _l("La demande est annulée, le service est prévenu."),
    ),
)


def perform(
    verb: Verb, handoff: Handoff, carried: object | None, *, viewer: Viewer, now: datetime
) -> None:
    """Do it: with what the form carries, when it carries something."""
    given = () if carried is None else (carried,)
    verb.perform(handoff, *given, viewer=viewer, now=now)
