### What the strict JSON reader refuses. Each sentence follows the file, the line and the column: it does not repeat them.

# $limit (number): largest accepted size, in bytes
json--too-long = This file is larger than what is accepted ({ $limit } bytes).

# $limit (number): accepted levels of arrays and objects
json--too-deep = This file nests its values too deeply (more than { $limit } levels).

json--byte-order-mark = This file begins with a byte order mark. Save it as UTF-8 without that mark.

json--not-utf8 = This file is not written in UTF-8.

json--truncated = This file stops in the middle. It was probably not copied in full.

# $wanted: what would have been right here
json--unexpected = This character has no place here. Expected: { $wanted }.

json--trailing = Something follows the end of the document.

# $name: name of the repeated member
json--duplicate-member = The member “{ $name }” is written twice. Keep only one.

json--lone-surrogate = A “\u” escape stands for half a character only.

json--number = This number is outside what the document may hold.

# $detail: what the reader expected
json--shape = This value does not have the expected shape: { $detail }.
