"""French names of the codes of the exchange, one table a code; never compared nor stored."""

from flask_babel import lazy_gettext as _l

from referrals.decisions.access import Block
from referrals.decisions.board import Pile
from referrals.decisions.guards import Obstacle
from referrals.decisions.overall import Attention, Overall
from referrals.decisions.reasons import (
    ConsentMode,
    Danger,
    DeclineReason,
    FailureReason,
    MissingItem,
    NeedFamily,
    Outcome,
    Reached,
    WithdrawalCause,
)
from referrals.decisions.request import Missing
from referrals.decisions.workflow import Action, Status

STATUS = {
    Status.DRAFT: _l("brouillon"),
    Status.SENT: _l("envoyée"),
    Status.RECEIVED: _l("reçue"),
    Status.INCOMPLETE: _l("à compléter"),
    Status.WAITING: _l("en attente de place"),
    Status.UNANSWERED: _l("sans réponse"),
    Status.ACCEPTED: _l("acceptée"),
    Status.UNDER_WAY: _l("en cours"),
    Status.DECLINED: _l("déclinée"),
    Status.CONCLUDED: _l("terminée"),
    Status.FAILED: _l("n’a pas abouti"),
    Status.WITHDRAWN: _l("retirée"),
    Status.VOID: _l("annulée, envoyée par erreur"),
}

OVERALL = {
    Overall.IN_CARE: _l("prise en charge"),
    Overall.STUDIED: _l("à l’étude"),
    Overall.PENDING: _l("en attente"),
    Overall.SILENT: _l("sans réponse"),
    Overall.DONE: _l("aboutie"),
    Overall.TO_REROUTE: _l("à réorienter"),
    Overall.WITHDRAWN: _l("retirée"),
    Overall.DRAFT: _l("brouillon"),
}

# On buttons: verbs.
ACTION = {
    Action.SEND: _l("Envoyer la demande"),
    Action.DISCARD: _l("Abandonner le brouillon"),
    Action.ACKNOWLEDGE: _l("Accuser réception"),
    Action.ACCEPT: _l("Accepter"),
    Action.DECLINE: _l("Décliner"),
    Action.ASK: _l("Demander une précision"),
    Action.HOLD: _l("Mettre en attente de place"),
    Action.COMPLETE: _l("Compléter la demande"),
    Action.LAPSE: _l("Constater le silence"),
    Action.EXTEND: _l("Prolonger le délai"),
    Action.START: _l("Noter le premier contact"),
    Action.REOPEN: _l("Revenir sur la réponse"),
    Action.CONCLUDE: _l("Terminer"),
    Action.FAIL: _l("Signaler que cela n’a pas abouti"),
    Action.NOTE_OUTCOME: _l("Constater l’issue"),
    Action.NOTE_FAILURE: _l("Constater que cela n’a pas abouti"),
    Action.WITHDRAW: _l("Retirer la demande"),
    Action.VOID: _l("Annuler, envoyée par erreur"),
}

# In a timeline: what was done to the request.
DONE = {
    Action.SEND: _l("Envoyée"),
    Action.DISCARD: _l("Brouillon abandonné"),
    Action.ACKNOWLEDGE: _l("Réception accusée"),
    Action.ACCEPT: _l("Acceptée"),
    Action.DECLINE: _l("Déclinée"),
    Action.ASK: _l("Précision demandée"),
    Action.HOLD: _l("Mise en attente de place"),
    Action.COMPLETE: _l("Complétée"),
    Action.LAPSE: _l("Restée sans réponse"),
    Action.EXTEND: _l("Délai prolongé"),
    Action.START: _l("Premier contact fait"),
    Action.REOPEN: _l("Réponse reprise"),
    Action.CONCLUDE: _l("Terminée"),
    Action.FAIL: _l("N’a pas abouti"),
    Action.NOTE_OUTCOME: _l("Issue constatée"),
    Action.NOTE_FAILURE: _l("Échec constaté"),
    Action.WITHDRAW: _l("Retirée"),
    Action.VOID: _l("Annulée, envoyée par erreur"),
}

DANGER = {
    Danger.GREEN: _l("Vert"),
    Danger.ORANGE: _l("Orange"),
    Danger.RED: _l("Rouge"),
}

DANGER_MEANING = {
    Danger.GREEN: _l("à suivre"),
    Danger.ORANGE: _l("préoccupant"),
    Danger.RED: _l("danger grave ou imminent"),
}

NEED_FAMILY = {
    NeedFamily.SHELTER: _l("Mise à l’abri"),
    NeedFamily.HOUSING: _l("Logement"),
    NeedFamily.HEALTH: _l("Santé"),
    NeedFamily.CHILDREN: _l("Enfants"),
    NeedFamily.RIGHTS: _l("Plainte et droits"),
    NeedFamily.LAWYER: _l("Avocat"),
    NeedFamily.MONEY: _l("Argent"),
    NeedFamily.LISTENING: _l("Écoute"),
    NeedFamily.OTHER: _l("Autre"),
}

CONSENT_MODE = {
    ConsentMode.ORAL: _l("De vive voix, en entretien"),
    ConsentMode.ORAL_PHONE: _l("De vive voix, au téléphone"),
    ConsentMode.WRITTEN: _l("Par écrit signé, gardé par l’ISCG"),
    ConsentMode.INTERPRETED: _l("Avec un interprète"),
}

MISSING_ITEM = {
    MissingItem.NEED_DETAIL: _l("le besoin"),
    MissingItem.AVAILABILITY: _l("les disponibilités"),
    MissingItem.DOCUMENTS: _l("les pièces"),
    MissingItem.HOUSEHOLD: _l("le foyer"),
    MissingItem.CONTACT_RULES: _l("les consignes de contact"),
    MissingItem.FUNDING: _l("le financement"),
}

DECLINE = {
    DeclineReason.NO_PLACE: _l("Pas de place"),
    DeclineReason.OUT_OF_AREA: _l("Hors de notre territoire"),
    DeclineReason.OUT_OF_SCOPE: _l("Hors du public que nous accueillons"),
    DeclineReason.MISSING_INFORMATION: _l("Informations ou pièces manquantes"),
    DeclineReason.TIMING: _l("Délai incompatible"),
    DeclineReason.ALREADY_FOLLOWED: _l("Personne déjà suivie ici"),
    DeclineReason.BETTER_FIT: _l("Un autre service est mieux adapté"),
    DeclineReason.SERVICE_STOPPED: _l("Ce service n’a plus d’activité"),
    DeclineReason.CONFLICT_OF_INTEREST: _l("Conflit d’intérêts"),
    DeclineReason.OTHER: _l("Autre"),
}

FAILURE = {
    FailureReason.UNREACHABLE: _l("Injoignable selon les consignes"),
    FailureReason.NO_SHOW: _l("Absente au rendez-vous"),
    FailureReason.CHANGED_MIND: _l("Ne souhaite plus"),
    FailureReason.UNSAFE_TO_COME: _l("Venir n’est plus sûr"),
    FailureReason.NO_TRANSPORT: _l("Pas de transport"),
    FailureReason.PROVIDER_UNABLE: _l("Service empêché"),
    FailureReason.CONFLICT_OF_INTEREST: _l("Conflit d’intérêts"),
    FailureReason.OTHER: _l("Autre"),
}

OUTCOME = {
    Outcome.CONTACT_MADE: _l("Contact établi"),
    Outcome.MET: _l("Personne reçue"),
    Outcome.GRANTED: _l("Place ou mesure accordée"),
    Outcome.SUPPORT_STARTED: _l("Accompagnement engagé"),
    Outcome.PASSED_ON: _l("Relayée à un tiers"),
}

WITHDRAWAL = {
    WithdrawalCause.SENDER_CHOICE: _l("Choix de l’ISCG"),
    WithdrawalCause.PERSON_WITHDREW: _l("La personne a retiré son accord"),
    WithdrawalCause.SUPERSEDED: _l("Plus d’actualité"),
    WithdrawalCause.RECIPIENT_UNABLE: _l("Le destinataire est empêché"),
}

REACHED = {
    Reached.RECEPTION: _l("l’accueil"),
    Reached.SOCIAL_WORKER: _l("une ou un professionnel du service"),
    Reached.ON_CALL: _l("l’astreinte"),
    Reached.HEAD: _l("la direction"),
    Reached.OTHER: _l("une autre personne du service"),
}

ATTENTION = {
    Attention.UNDELIVERED: _l("courriel non remis"),
    Attention.UNANSWERED: _l("sans réponse"),
    Attention.INCOMPLETE: _l("à compléter"),
    Attention.CONTACT_LATE: _l("premier contact en retard"),
    Attention.REVIEW_PASSED: _l("date de point dépassée"),
    Attention.AGREEMENT_ENDING: _l("l’accord prend fin"),
    Attention.CONFLICT_DECLARED: _l("conflit d’intérêts déclaré"),
}

BLOCK = {
    Block.NEED: _l("Besoin"),
    Block.IDENTITY: _l("Identité"),
    Block.SAFE_CONTACT: _l("Contact sûr"),
}

PILE = {
    Pile.ATTENTION: _l("À reprendre"),
    Pile.ANSWERED: _l("Nouvelles réponses"),
    Pile.WAITING: _l("En attente de réponse"),
    Pile.IN_CARE: _l("Prises en charge"),
    Pile.ENDED: _l("Terminées"),
}

ELSEWHERE_NAME = _l("Autre secteur")

# What « envoyée » is for whoever receives it.
NEW = _l("nouvelle")

# What a red request lacks.
MISSING_CALL = {
    Missing.CALL: _l(
        "Danger rouge : appelez d’abord le service, puis notez qui a répondu et à quelle heure."
    ),
    Missing.FRESH_CALL: _l(
        "Cet appel a plus de 30 minutes. Rappelez le service avant d’envoyer la demande."
    ),
}

# Why a service cannot be sent a request; each sentence leads to the telephone that stands below.
OBSTACLE = {
    Obstacle.INSTITUTION: _l(
        "Une institution ne reçoit aucune demande sur une personne. Appelez-la, sans rien écrire."
    ),
    Obstacle.WALLED_OFF: _l(
        "Ce service accompagne les auteurs de violences. Aucune demande ne lui est transmise."
    ),
    Obstacle.CONTRA_INDICATED: _l(
        "Ce service ne convient pas en cas de violences. Aucune demande ne lui est transmise."
    ),
    Obstacle.STATUTORY: _l(
        "L’information préoccupante a sa propre voie, prévue par la loi. Appelez la CRIP "
        "(cellule de recueil des informations préoccupantes), ou le 119."
    ),
    Obstacle.COURT: _l("Un tribunal ne reçoit aucune demande ici. Appelez son accueil."),
    Obstacle.PHONE_ONLY: _l(
        "Ce service se joint par téléphone seulement, sans contenu transmis ici."
    ),
    Obstacle.OWN_TEAM: _l("Ce service est celui de votre équipe. Parlez-en entre vous."),
    Obstacle.NOT_RECEIVING: _l("Ce service ne reçoit pas de demande ici. Appelez-le."),
    Obstacle.NO_ACCOUNT: _l(
        "Personne de ce service n’a encore de compte : une demande resterait sans lecture. "
        "Appelez-le."
    ),
    Obstacle.SENDER_ALONE: _l(
        "Votre équipe n’a ni responsable de service ni gestionnaire : un silence ne préviendrait "
        "personne. Demandez qu’un responsable soit nommé ; d’ici là, appelez le service."
    ),
}
