### La console de surveillance d'une salle d'examen : lue de loin, par une personne pressée.

title = Console de surveillance
no-session = Cette adresse ne nomme pas de session. Ouvrez le lien de la convocation de votre centre.
door-title = Entrer
door-lead = Votre carte imprimée et votre code. Rien n'est gardé sur cet ordinateur.
card = Lettres de la carte
card-hint = Sept groupes de quatre lettres et chiffres.
pin = Code
pin-hint = De six à douze chiffres.
enter = Entrer dans la salle
one-moment = Un instant…
leave = Quitter
to-content = Aller au contenu
settings = Lecture et langue
set-size = Taille du texte
set-theme = Couleurs
set-auto = Comme l'ordinateur
set-light = Claires
set-dark = Sombres
set-comfort = Confort
set-contrast = Contraste plus fort
set-spacing = Texte plus espacé
set-language = Langue
sound-on = Sonnerie : oui
sound-off = Sonnerie : non
lost = Le serveur ne répond pas. Les postes gardent les réponses. La console réessaie.
strange = Le serveur a répondu autre chose que ce qui était demandé.
queue = Qui attend
queue-none = Personne n'attend.
wall = Les postes
wall-none = La salle n'est pas encore ouverte.
whole-room = Toute la salle
uncertain-clock = L'horloge du serveur n'est pas sûre : le procès-verbal le dira.
replace = Fondé : remplacer la question
stands = Pas fondé : la question reste
nothing = Rien ne suit
certifier = Laisser au certificateur
give-time = Donner du temps
close-panel = Refermer
machines = Postes qui s'annoncent
machines-lead = Comparez le code avec celui de l'écran du poste, puis dites lequel c'est.
prepare = Dire quel poste c'est
prepare-lead = Le code est bien celui de l'écran ? Choisissez le poste.
which-place = Poste
tried = Essais faits
check-in = Laisser entrer
document = Pièce vue
turn-away = Ne pas laisser entrer
reason = Raison
seat = Donner un poste
other-seat = Changer de poste
free-seat = Poste libre
permit = Donner un code de départ
pause = Arrêter l'horloge
pause-kind = Pourquoi
resume = Relancer l'horloge
minutes = Minutes
record = Noter un incident
kind = De quoi il s'agit
end = Terminer l'épreuve
report = Compléter sa ligne
signed = Feuille signée
yes = Oui
no = Non : un incident le dit
give-up = Ne rien faire
blank = Choisir…
done = C'est fait.
second = Seconde personne
second-lead = Ce geste se signe à deux. La seconde personne tape sa carte et son code.
unlock = Ouvrir le contenu
code-one = Premier code scellé
code-two = Second code scellé
open-room = Ouvrir la salle
open-lead = Comparez avec une montre. La salle compte à partir de là.
date = Date de la salle
date-hint = Année, mois, jour.
hour = Heure de la salle
hour-hint = Heures et minutes, comme 08:30.
bad-date = Écrivez une date et une heure.
close-room = Fermer la salle
close-lead = Plus personne ne compose. Il reste à sceller.
seal = Sceller la session
seal-lead = Le centre et vous signez. Plus rien ne compte ensuite.
sealed = La session est scellée
sealed-lead = Imprimez ce carré : il prouve que rien n'a changé depuis.
print = Imprimer
seal-label = Le scellé, en un carré à lire au téléphone
choose-first = Il manque un choix.
bad-minutes = Écrivez de 1 à 120 minutes.
code-lead = À dicter ou à recopier pour le candidat. Il ne sert qu'une fois.
calls = Appel
silent = Coupure
# $who (text): qui surveille
# $phase: où en est la salle
hello = { $who } · { $phase ->
    [imported] contenu fermé
    [unlocked] contenu ouvert, salle fermée
    [open] salle ouverte
    [closed] salle close
   *[blank] session sans contenu
}
# $session (text): les premiers signes de son identifiant
heading = Session { $session }
# $at (number): la question en cours
# $of (number): combien en tout
question = Question { $at } sur { $of }
# $count (number): réponses données
answered = { $count ->
    [0] aucune réponse
    [one] { $count } réponse
   *[other] { $count } réponses
}
# $clock (text): heure de la fin, avec l'aménagement
ends = Fin à { $clock }
# $since (text): depuis combien de temps
heard = Vu il y a { $since }
# $since (text): depuis combien de temps
acknowledged = Reçu il y a { $since }
# $since (text): depuis combien de temps
since = depuis { $since }
# $count (number): secondes
seconds = { $count } s
# $count (number): minutes
minutes-long = { $count } min
# $running (number): personnes qui composent
# $waiting (number): personnes attendues ou à leur poste
# $over (number): personnes dont c'est fini
summary = { $running } en cours · { $waiting } à l'accueil · { $over } terminés
# $code (text): le code
code = Code de départ : { $code }
# $who (text): qui appelle
alert = { $who } appelle
# $count (number): appels qui attendent
calling = { $count ->
    [one] Un appel attend
   *[other] { $count } appels attendent
}
# $who (text): le candidat
# $seat (text): son poste
panel = { $who }, { $seat }
# $root (text): l'empreinte du scellé
root = Empreinte : { $root }
# $state: où en est quelqu'un
state = { $state ->
    [expected] attendu
    [turned-away] pas entré
    [checked-in] entré
    [seated] à son poste
    [started] en cours
    [paused] horloge arrêtée
    [over] terminé
   *[ended] terminé par la salle
}
# $document: genre de pièce
document-kind = { $document ->
    [card] carte d'identité
    [passport] passeport
    [residence] titre de séjour
    [licence] permis de conduire
   *[other] autre pièce admise
}
# $why: raison
refusal = { $why ->
    [doubt] doute sur l'identité
    [no-document] pas de pièce admise
    [not-convened] pas sur la liste
    [late] après l'heure limite
    [absent] absent
   *[rules] refuse le règlement
}
# $pause: raison
pause-why = { $pause ->
    [room] quelque chose dans la salle
   *[break] pause prévue
}
# $why: raison
end-why = { $why ->
    [left] est parti
    [unwell] ne se sent pas bien
    [fraud] fraude ou tentative
    [technical] les machines ne suivent plus
   *[over] fin de la session
}
# $kind: de quoi il s'agit
incident = { $kind ->
    [question] une question
    [information] nom ou aménagement faux
    [signature] feuille non signée
    [fraud] soupçon de fraude
    [device] téléphone ou appareil
    [candidate] malaise ou comportement
    [environment] bruit, lumière, chaleur
    [technical] courant, réseau, machine
    [staff] le personnel
    [late-or-leaving] retard ou départ
    [outage] poste sans nouvelles
    [server] le serveur a manqué
    [fork] deux postes pour une personne
    [aside] réponses hors délai
    [copy] réponses à retrouver
   *[other] autre chose
}
# $lacks (text): ce qui n'est pas essayé
not-tried = Reste à essayer : { $lacks }
# $word: un essai du poste
trial = { $word ->
    [storage] mémoire
    [secure] chiffrement
    [screen] écran
    [audio] son
   *[keyboard] clavier
}
