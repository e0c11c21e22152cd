### Les douze mots de secours, retapés par la personne : phrases courtes et simples.

recovery--count = Il faut douze mots. Comptez-les sur votre feuille.
recovery--unknown-word = Un mot n'est pas dans la liste. Relisez-le sur votre feuille.
recovery--checksum = Ces mots ne vont pas ensemble. Vérifiez leur ordre sur votre feuille.
