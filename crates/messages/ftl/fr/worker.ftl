### Écrans de la personne qui passe un test. Français simple : phrases de 15 mots au plus, aucun mot d'expert
### (voir ftl/expert-words.txt). Une idée par phrase, un verbe par consigne.

# Premier écran, au-dessus des images de métiers.
trade-question = Votre métier ?

# Place dans le test, lue aussi par les lecteurs d'écran.
# $n (number): numéro de la question, à partir de 1
# $total (number): nombre de questions
question-of = Question { $n } sur { $total }

# Suit « Question 4 sur 10 ».
# $count (number): questions marquées pour y revenir
to-review = { $count ->
    [0] rien à revoir
    [one] { $count } question à revoir
   *[other] { $count } questions à revoir
}

# Bouton : question suivante.
go-on = Continuer

# Bouton, de même taille que « Continuer ».
skip = Passer

# Petite ligne près du bouton : la réponse est écrite sur l'appareil.
saved-here = Enregistré sur cet appareil

# Petite ligne près du bouton : la réponse est arrivée ailleurs.
received = Reçu

# Le même test est déjà ouvert dans un autre onglet.
open-elsewhere = Ce test est ouvert dans une autre fenêtre. Continuez là-bas, ou fermez-la.

# Pas assez de questions pour dire quelque chose.
not-measured = Pas mesuré

# Étiquette tant qu'aucune copie n'est hors du navigateur.
not-safe-yet = Pas encore à l'abri

# Bouton qui enregistre une copie de tout hors du navigateur.
keep-copy = Garder une copie
