### Les mots inscrits dans un certificat émis par un certificateur.

# $test: titre de l'épreuve
name = Certificat de compétences : { $test }
description = Le certificateur atteste les compétences mesurées par cette épreuve. Ce n'est pas une certification nationale, sauf si un code RNCP ou RS est indiqué et enregistré à cette date.
# $test: titre de l'épreuve
criteria = Réussir l'épreuve « { $test } ». Chaque résultat est la part de bonnes réponses, avec son intervalle à 95 %.
