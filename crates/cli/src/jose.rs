//! ES256 and RS256 signatures of other people's badges, checked by `ring`.
//!
//! # Source
//! RFC 7518 §3.3 (RS256: RSASSA-PKCS1-v1_5, 2,048 to 8,192 bits) and §3.4 (ES256: both numbers of the signature, 32 bytes each).

use jalon_credential::jwt::{Answer, Jwk, Question};
use ring::signature::{ECDSA_P256_SHA256_FIXED, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents, UnparsedPublicKey};

/// Whether a signature holds.
#[must_use]
pub fn answer(question: &Question<'_>) -> Answer {
    let holds = match question.key {
        Jwk::P256 { x, y } => {
            let point = [&[4], x.as_slice(), y.as_slice()].concat();
            UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point).verify(question.signed, question.signature)
        }
        Jwk::Rsa { n, e } => {
            RsaPublicKeyComponents { n, e }.verify(&RSA_PKCS1_2048_8192_SHA256, question.signed, question.signature)
        }
        Jwk::Ed25519(_) => return Answer::NotChecked,
    };
    if holds.is_ok() { Answer::Holds } else { Answer::Fails }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jalon_base::encoding::unbase64url;
    use jalon_credential::jwt::Algorithm;
    use serde_json::{Value, json};

    fn check(algorithm: Algorithm, jwk: &Value, token: &str) -> Answer {
        let key = Jwk::read(jwk).unwrap();
        assert_eq!(key.algorithm(), algorithm);
        let (signed, signature) = token.rsplit_once('.').unwrap();
        let signature = unbase64url(signature).unwrap();
        answer(&Question {
            algorithm,
            key: &key,
            signed: signed.as_bytes(),
            signature: &signature,
        })
    }

    const PAYLOAD: &str =
        "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";

    #[test]
    fn the_examples_of_rfc_7515() {
        // Appendix A.3, ES256.
        let key = json!({"kty": "EC", "crv": "P-256", "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU", "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"});
        let token = format!(
            "eyJhbGciOiJFUzI1NiJ9.{PAYLOAD}.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q"
        );
        assert_eq!(check(Algorithm::Es256, &key, &token), Answer::Holds);
        assert_eq!(
            check(
                Algorithm::Es256,
                &key,
                &token.replace("eyJpc3MiOiJqb2Ui", "eyJpc3MiOiJqb2Uj")
            ),
            Answer::Fails
        );
        // A point that is not on the curve.
        let off = json!({"kty": "EC", "crv": "P-256", "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU", "y": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"});
        assert_eq!(check(Algorithm::Es256, &off, &token), Answer::Fails);
        // Appendix A.2, RS256.
        let n = "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMs\
            D1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xs\
            mtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ";
        let key = json!({"kty": "RSA", "n": n, "e": "AQAB"});
        let token = format!(
            "eyJhbGciOiJSUzI1NiJ9.{PAYLOAD}.{}",
            "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZ\
             cAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-e\
             OkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw"
        );
        assert_eq!(check(Algorithm::Rs256, &key, &token), Answer::Holds);
        assert_eq!(
            check(
                Algorithm::Rs256,
                &key,
                &token.replace("eyJpc3MiOiJqb2Ui", "eyJpc3MiOiJqb2Uj")
            ),
            Answer::Fails
        );
    }
}
