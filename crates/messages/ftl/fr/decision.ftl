### Pourquoi une décision est ce qu'elle est, en une phrase.

# $found (decimal): moyenne
# $wanted (decimal): moyenne demandée
decision--mean = La moyenne est de { DECIMAL($found) } ; il fallait { DECIMAL($wanted) }.
# $count (number): parties sous leur plancher
# $names: leurs titres
decision--floor = { $count ->
    [one] Une partie est sous sa note minimale : { $names }.
   *[other] { $count } parties sont sous leur note minimale : { $names }.
}
# $found (decimal): mesure
# $wanted (decimal): coupure
decision--cut = La mesure est de { DECIMAL($found) }, pour { DECIMAL($wanted) } demandés.
# $found (decimal): points gagnés
# $of (decimal): points possibles
# $wanted (decimal): points demandés
decision--points = { DECIMAL($found) } points sur { DECIMAL($of) } ; il en fallait { DECIMAL($wanted) }.
# $name: partie ou compétence
# $found (decimal): points gagnés
# $of (decimal): points possibles
# $wanted (decimal): points demandés
decision--share = « { $name } » : { DECIMAL($found) } points sur { DECIMAL($of) } ; il en fallait { DECIMAL($wanted) }.
# $reached: true ou false
# $found (number): compétences acquises
# $of (number): de tant
# $wanted (number): qu'il fallait
# $names: celles qui manquent
decision--competences = { $reached ->
    [true] Compétences acquises : { $found } sur { $of } ; il en fallait { $wanted }.
   *[false] Compétences acquises : { $found } sur { $of } ; il en fallait { $wanted } (à revoir : { $names }).
}
# $count (number): fautes
# $most (number): fautes permises
decision--eliminatory = { $count ->
    [0] Aucune faute éliminatoire.
    [one] Une faute éliminatoire, pour { $most } permise.
   *[other] { $count } fautes éliminatoires, pour { $most } permises.
}
# $of (number): conditions
# $missed (number): celles qui manquent
# $why: pourquoi la première manque
decision--all = { $missed ->
    [0] Toutes les conditions sont remplies ({ $of }).
    [one] Une condition sur { $of } manque : { $why }
   *[other] { $missed } conditions sur { $of } manquent : { $why }
}
# $found (number): conditions remplies
# $of (number): conditions
# $wanted (number): qu'il fallait
decision--k-of-n = Conditions remplies : { $found } sur { $of } ; il en fallait { $wanted }.
# $reached: true ou false
# $missed (number): conditions qui manquent
# $why: pourquoi elles sont compensées, ou non
decision--compensated = { $missed ->
    [one] Une condition manque
   *[other] { $missed } conditions manquent
} ; { $reached ->
    [true] c'est compensé
   *[false] ce n'est pas compensé
} : { $why }
# $missed (number): conditions qui manquent
# $wanted (number): combien peuvent être compensées
decision--too-many = { $missed ->
    [one] Une condition manque
   *[other] { $missed } conditions manquent
} ; { $wanted ->
    [0] aucune ne se compense.
    [one] une seule peut se compenser.
   *[other] { $wanted } au plus peuvent se compenser.
}
