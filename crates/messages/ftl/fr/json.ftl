### Ce que le lecteur strict de JSON refuse. Chaque phrase suit le fichier, la ligne et la colonne : elle ne les répète pas.

# $limit (number): plus grande taille acceptée, en octets
json--too-long = Ce fichier dépasse la taille acceptée ({ $limit } octets).

# $limit (number): nombre d'étages de tableaux et d'objets acceptés
json--too-deep = Ce fichier emboîte ses valeurs trop profondément (plus de { $limit } étages).

json--byte-order-mark = Ce fichier commence par une marque d'ordre des octets. Enregistrez-le en UTF-8 sans cette marque.

json--not-utf8 = Ce fichier n'est pas écrit en UTF-8.

json--truncated = Ce fichier s'arrête au milieu. Il n'a sans doute pas été copié en entier.

# $wanted: ce qui aurait été juste ici, en anglais technique
json--unexpected = Ce caractère n'a pas sa place ici. Attendu : { $wanted }.

json--trailing = Il y a quelque chose après la fin du document.

# $name: nom du membre en double
json--duplicate-member = Le membre « { $name } » est écrit deux fois. Gardez-en un seul.

json--lone-surrogate = Une séquence d'échappement « \u » ne représente que la moitié d'un caractère.

json--number = Ce nombre sort de ce que le document peut contenir.

# $detail: ce que le lecteur attendait, en anglais technique
json--shape = Cette valeur n'a pas la forme attendue : { $detail }.
