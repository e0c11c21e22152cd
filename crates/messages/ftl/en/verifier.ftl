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

bring-lead = Drop, paste or photograph a certificate. Everything happens on this device: nothing is sent, no account is asked for.
photograph = Photograph a code
camera-open = Open the camera
camera-close = Close the camera
camera-hint = Hold the whole code in the picture, well lit. It reads by itself.
camera-none = The camera does not open. Take a photograph, or choose a file.
paste = Paste a text
paste-label = Text to verify
paste-hint = A link, a token, or what a file holds. A copied picture can be pasted anywhere on this page.
paste-go = Verify this text
checking = Verifying…
of-link = Link of the QR code
of-paste = Pasted text
of-camera = Code read by the camera
reader-missing = What reads codes did not arrive. Check the network, then try again.

chain-title = Where this certificate comes from
own-name = (name written in the certificate)
checked-at = Verified on { DATE($at) } at { $time } (UTC), on the reader's device.

refresh-title = Ask for newer
refresh-more = Nothing has left this device. This button asks these addresses: their site will know that a list was read, not for which certificate.
refresh = Update
refreshed = The addresses answered: the check was made again with what they said.
refresh-silent = { $host } did not answer, or does not allow reading from here. What was known stays. You can also drop its list here.
asked-on = asked on { DATE($at) }

person-title = Is it this person?
person-intro = Type the name and birth date that you read on the identity document. They are compared here, and nothing is kept.
person-name = Full name
person-born = Date of birth
person-compare = Compare
person-yes = Yes: this is the name and birth date of the person certified.
person-no = No: this name and date are not those of the certificate. Check each letter.
person-needs-salt = The name is hidden in the certificate. To compare, you need what only the holder has: their “opening” file, to be dropped here, or a presentation in which they show it.
person-none = This certificate holds no hidden name or birth date: there is nothing to compare.
person-shown = The holder shows their name and birth date: { $value }.

ask-title = Ask the person to prove that it is theirs
ask-more = Whoever has a copy of a certificate can show it. A presentation also proves that the person has its key. Give them these two texts: they serve once.
ask-draw = Draw a new text
ask-domain = For whom
ask-challenge = Text that serves once
ask-then = Then drop here the presentation that they give you.
ask-none = Ask for nothing any more
shown-valid = { $count ->
    [one] Presentation verified: one certificate, shown by its holder.
   *[other] Presentation verified: { $count } certificates, shown by their holder.
}
shown-unknown = Presentation: nothing is wrong, but not everything could be checked here.
shown-refused = Presentation refused.
shown-unasked = You had given no text that serves once: this may be the copy of a presentation made to somebody else.
shown-steps = Checks of the presentation

known-title = Whom this page knows
known-nobody = Nobody.
known-by-build = known to the application
known-by-bundle = in the signed list
known-by-hand = added by hand
known-remove = Remove
known-how = To add a certifier, drop its card above. A signed trust list is dropped in the same way.
role-certifier = certifier
role-centre = centre
role-root = signs the trust list
bundle-age = Trust list no. { $sequence }, of { DATE($from) } ({ $days ->
    [0] today
    [one] { $days } day
   *[other] { $days } days
}).
bundle-expired = It is past its date: ask for a newer one.
card-title = Add “{ $name }”?
root-title = Trust whoever signed this list?
card-more = Anybody can write this name. Ask for the fingerprint by another way: by telephone, on paper. Then type it.
card-fingerprint = Fingerprint that you were told
card-fingerprint-hint = Twenty letters and digits, in five groups.
card-add = Compare and add
card-not = Do not add
card-added = { $name } is now known on this device.
kept-list = Revocation list kept on this device.
kept-habilitation = Habilitation kept on this device.
kept-opening = Key to the name received. It will not be kept.
kept-bundle = Trust list kept on this device.
put-beside = Evidence received. It is compared with what the certificate cites, and will not be kept.

mine-title = This certificate is yours
mine-keep = Keep it in my satchel
in-satchel = It is in your satchel, on this device.
bundle-ask = The next one is published here. This button asks this address, and nothing else:
bundle-refresh = Ask for the next list
bring-another = Verify something else
