name = Self-assessment: { $trade }, { $test }
description = The person answered alone, unsupervised, and signs this result themself. It is neither a certificate nor a diploma.
criteria = Answer the questions of the test “{ $test }”. Each result is the share of right answers with its 95% interval.
