### The “Verify” page, read by an employer, a jury, a platform.

verify-title = Verify a certificate
verify-intro = Drop the file. Everything happens on this device: nothing is sent, no account is asked for.
drop-here = Choose or drop the file

recognised = Verified and recognised: { $name }.
by-the-person = True, but issued by the person themself.
by-a-stranger = True, but issued by somebody this page does not know.
not-all-checked = Nothing is wrong, but not everything could be checked here.
refused = Refused.

each-check = Each check
state-ok = right
state-bad = wrong
state-unknown = cannot be checked here
state-nothing = nothing to check
not-checked-title = What this page does not know
not-checked-live = It asks nothing of the network: it may miss a recent revocation.
does-not-prove-identity = It does not say that whoever brings the file is the person named. Ask for an identity document.

issued-by = Issued by
the-person = The person themself
unknown-issuer = Somebody this page does not know
issued-on = Issued on
valid-until = Valid until
k-of-n = { $right } out of { $scored }
interval = Probably between { $low } and { $high } out of 100 (95% interval).

cheat-title = Try to cheat
cheat-intro = Here is a signed sample. Change a single letter, and see which check falls.
cheat-begin = Take a sample
cheat-label = The title of the sample
cheat-one-letter = Change one letter
check-fell = The check “{ $name }” fell.
sample-name = Home help, sample
sample-words = A sample made just now, signed by a key thrown away at once. It proves nothing.
