### Les mots inscrits dans une attestation d'auto-évaluation.

# $trade: métier
# $test: titre du test
name = Attestation d'auto-évaluation : { $trade }, { $test }
description = La personne a répondu seule, sans surveillance, et signe elle-même ce résultat. Ce n'est ni un certificat ni un diplôme.
# $test: titre du test
criteria = Répondre aux questions du test « { $test } ». Chaque résultat est la part de bonnes réponses, avec son intervalle à 95 %.
