### Keys, signatures and sealed files: why one is refused. Read at the command line and by those who help.

PROOF_GENERATION_ERROR = This document cannot be signed: the signature is not one of the stated key.

key--not-multibase = This text is not a key: it does not begin with “z”.
key--other-kind = This key is of another kind. An Ed25519 public key is needed.
key--length = This key does not have the right length. It was probably not copied in full.
key--not-a-key = These characters look like a key, but are not one.
key--secret = This is a secret key. Remove it from where it was, and stop using it.

sealed--cost = This file asks for a computing effort that is not accepted: too small to protect, or too large for this device.
sealed--damaged = The passphrase or the key is right, but the file was cut or changed.
sealed--empty-passphrase = The passphrase is empty.
sealed--not-sealed = This file is not protected by a passphrase, or comes from a later version.
sealed--passphrase = This is not the right passphrase.
sealed--recipient = This file is sealed to others: your key does not open it.
sealed--recipients = Nobody to seal to, too many at once, or a key that protects nothing.
sealed--too-long = This content is too long to be protected in one piece.

signed--body = The signatures hold, but the document does not have the expected shape.
signed--format = This file is not a signed document of Jalon, or comes from a later version.
signed--kind = This document was signed for another use.
signed--no-signature = Nobody signed this document.
signed--signature = A signature does not match the document: something was changed.
signed--signer = The key of a signer cannot be read.
signed--too-many = This document carries more signatures than are read.
signed--twice = The same key signed twice.
signed--unknown-algorithm = A signature uses a method that is not known here. It was not checked, which does not make it wrong.
signed--value = A signature is badly written.
