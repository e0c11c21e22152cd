name = Certificate of competences: { $test }
description = The certifier attests the competences measured by this exam. It is not a national certification, unless an RNCP or RS code is given and registered on that date.
criteria = Pass the exam “{ $test }”. Each result is the share of right answers with its 95% interval.
