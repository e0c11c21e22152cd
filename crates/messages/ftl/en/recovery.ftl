### The twelve recovery words, typed again by the person: short and simple sentences.

recovery--count = Twelve words are needed. Count them on your sheet.
recovery--unknown-word = One word is not in the list. Read it again on your sheet.
recovery--checksum = These words do not go together. Check their order on your sheet.
