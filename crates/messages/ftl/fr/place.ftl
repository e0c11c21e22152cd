### Un poste de la salle : ce que lit la personne qui passe l'épreuve. Phrases courtes, mots simples.

title = Poste d'examen
one-moment = Un instant…
wait-title = Un instant…
wait-lead = La suite arrive.
no-place = Ce poste ne peut pas servir
elsewhere = Ce poste est déjà ouvert dans une autre page. Fermez cette page.
no-storage = Ce navigateur ne garde rien, ou ne sait pas signer. Prenez un autre poste.
broken = Ce que ce poste gardait est abîmé. Appelez le surveillant.
ready-title = Préparer ce poste
ready-lead = Faites les essais. Le surveillant compare ce code avec celui de sa console.
passed = c'est bon
to-try = à essayer
try-storage = Mémoire du poste
try-secure = Liaison chiffrée
try-screen = Taille de l'écran
try-audio = Son
try-keyboard = Clavier
small-screen = La fenêtre est trop petite. Agrandissez-la, puis rechargez la page.
insecure = La liaison n'est pas chiffrée. Ce poste ne peut pas servir.
play-sound = Jouer un son
heard-it = J'ai entendu le son
not-heard = Finalement, je n'entends rien
all-tried = Tous les essais sont bons. Le surveillant dit quel poste c'est.
some-left = Il reste des essais à faire.
code = Votre code de départ
code-hint = Le surveillant vous le donne : dix lettres et chiffres.
code-other = Ce code ne sert pas ici. Relisez-le, ou appelez le surveillant.
start = Commencer
practice = Question d'essai
practice-question = Pour essayer, choisissez la réponse B.
practice-a = La première réponse
practice-b = La deuxième réponse
practice-c = La troisième réponse
practice-done = C'est comme cela qu'on répond. Cette question ne compte pas.
practice-other = Essayez encore : touchez la réponse B.
practice-help = Pendant l'épreuve, le bouton « Appeler le surveillant » est toujours en haut.
begin-lead = Prenez le temps de lire. Tout ce que vous répondez est gardé.
begin = Commencer cette partie
stands-title = Votre horloge est arrêtée
stands-lead = Attendez le surveillant. Vos réponses sont gardées.
kept-here = Gardé sur ce poste, en cours d'envoi
received = Reçu par la salle
cut-off = Réseau coupé : vos réponses sont gardées sur ce poste. Continuez.
cut-received = Réseau coupé. Tout ce que vous avez répondu est déjà reçu.
not-kept = Ce poste n'a pas pu garder votre réponse
not-kept-more = Appelez le surveillant, puis répondez de nouveau.
refused = Cela n'est pas possible maintenant.
call = Appeler le surveillant
call-lead = Le surveillant vient vous voir. Cette question attend sa réponse ; les autres restent ouvertes.
call-now = Appeler
matter-label = Ce qui ne va pas
matter-blank = Choisir…
cancel = Annuler
called = Le surveillant est appelé
called-lead = Il vient. Cette question attend sa réponse.
time-over = Le temps est fini. Vos réponses partent.
your-answer = Votre réponse
not-a-number = Écrivez un nombre.
unknown-question = Ce poste ne sait pas montrer cette question. Appelez le surveillant.
previous = Question précédente
next = Question suivante
finish = Finir
flag = À revoir
flagged = à revoir
see-all = Voir toutes les questions
answered = répondu
unanswered = pas répondu
back-to-question = Revenir aux questions
review-title = Vos questions
hand-in = Rendre
hand-in-title = Rendre cette partie ?
over-title = C'est fini
all-received = Toutes vos réponses sont reçues.
still-sending = Vos réponses sont gardées ici et partent. Ne fermez pas cette page.
receipt-title = Votre reçu
receipt-lead = Recopiez ce code. Il prouve que vos réponses ont été reçues.
leave-it = Vous pouvez quitter votre place.
emptied = La session est scellée. Ce poste n'en garde plus rien.
stopped-title = Ce poste s'est arrêté
stopped-help = Rien n'est perdu. Appelez le surveillant.
# $words (text): ce qui est à taper
type-this = Tapez : { $words }
# $place (text): le nom du poste
place-of = Poste { $place }
# $count (number): combien au plus
choose-up-to = { $count ->
    [one] Choisissez une réponse.
   *[other] Choisissez jusqu'à { $count } réponses.
}
# $at (number): la question en cours
# $of (number): combien en tout
question-of = Question { $at } sur { $of }
# $at (number): la question
question-alone = Question { $at }
# $clock (text): minutes et secondes
left = Il reste { $clock }
# $minutes (number): durée avant aménagement
lasts = { $minutes ->
    [one] Cette partie dure { $minutes } minute, plus vos aménagements.
   *[other] Cette partie dure { $minutes } minutes, plus vos aménagements.
}
# $title (text): le titre du texte
read-text = Lire le texte : { $title }
# $count (number): questions sans réponse
hand-in-lead = { $count ->
    [0] Vous avez répondu à tout. Ensuite, on ne change plus rien.
    [one] Il reste { $count } question sans réponse. Ensuite, on ne change plus rien.
   *[other] Il reste { $count } questions sans réponse. Ensuite, on ne change plus rien.
}
# $hours (number): heures après la fin
results = { $hours ->
    [0] Votre centre vous dira quand les résultats sont prêts.
    [one] Les résultats ne sont pas donnés avant { $hours } heure.
   *[other] Les résultats ne sont pas donnés avant { $hours } heures.
}
# $matter: ce qui ne va pas
matter = { $matter ->
    [content] La question est fausse ou pas claire
    [display] L'écran montre mal
    [image] L'image n'apparaît pas
    [sound] Le son ne s'entend pas
    [document] Le document ne s'ouvre pas
    [accessibility] Je ne peux pas répondre avec mes moyens
   *[other] Autre chose
}
# $code: pourquoi le poste s'est arrêté
why = { $code ->
    [attempt-fenced] Vous continuez à un autre poste.
    [receipt-fork] Deux pages ont écrit à la même place.
    [desk-forked] Deux serveurs ont répondu différemment.
    [room-sealed] La session est terminée.
    [attempt-closed] Ce test est terminé.
   *[other] Ce poste ne peut pas continuer.
}
