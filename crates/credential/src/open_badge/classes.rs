//! The classes of Open Badges 3.0 as tables: members, what they hold, which are required.
//!
//! # Source
//! 1EdTech Open Badges 3.0 §"Credential Data Models", as its JSON Schemas enforce them. Where the schemas want an array, one value alone is
//! read too (the compact form of JSON-LD); what is written always has the array.

/// A class.
pub(super) struct Class {
    /// Its name, which `type` must hold; empty for a class that has no `type`.
    pub name: &'static str,
    pub members: &'static [Member],
    /// Whether members that are not listed may be there.
    pub open: bool,
}

/// A member of a class.
pub(super) struct Member {
    pub name: &'static str,
    pub holds: Holds,
    pub required: bool,
    pub many: bool,
}

/// What a member holds.
pub(super) enum Holds {
    Text,
    Url,
    Instant,
    Flag,
    Number,
    /// A language tag.
    Language,
    /// One of these words.
    Word(&'static [&'static str]),
    /// One of these words, or `ext:…`.
    OpenWord(&'static [&'static str]),
    Of(&'static Class),
    /// A profile, or its URL.
    ProfileOrUrl,
}

use Holds::{Flag, Instant, Language, Number, Of, OpenWord, ProfileOrUrl, Text, Url, Word};

const fn must(name: &'static str, holds: Holds) -> Member {
    Member {
        name,
        holds,
        required: true,
        many: false,
    }
}

const fn may(name: &'static str, holds: Holds) -> Member {
    Member {
        name,
        holds,
        required: false,
        many: false,
    }
}

const fn many(name: &'static str, holds: Holds) -> Member {
    Member {
        name,
        holds,
        required: false,
        many: true,
    }
}

const fn class(name: &'static str, members: &'static [Member]) -> Class {
    Class {
        name,
        members,
        open: true,
    }
}

const fn closed(name: &'static str, members: &'static [Member]) -> Class {
    Class {
        name,
        members,
        open: false,
    }
}

/// What an achievement credential holds besides what every credential does.
pub(super) static CREDENTIAL: Class = class(
    "",
    &[
        must("id", Url),
        may("name", Text),
        may("description", Text),
        may("image", Of(&IMAGE)),
        may("awardedDate", Instant),
        must("validFrom", Instant),
        must("credentialSubject", Of(&SUBJECT)),
        many("endorsement", Of(&ENDORSEMENT)),
        many("evidence", Of(&EVIDENCE)),
        // The schema allows a URL alone; a verifier then has no name to show, and the reference validator refuses it.
        must("issuer", Of(&PROFILE)),
    ],
);

static SUBJECT: Class = class(
    "AchievementSubject",
    &[
        may("id", Url),
        may("activityEndDate", Instant),
        may("activityStartDate", Instant),
        may("creditsEarned", Number),
        must("achievement", Of(&ACHIEVEMENT)),
        many("identifier", Of(&IDENTITY)),
        may("image", Of(&IMAGE)),
        may("licenseNumber", Text),
        may("narrative", Text),
        many("result", Of(&RESULT)),
        may("role", Text),
        may("source", Of(&PROFILE)),
        may("term", Text),
    ],
);

static ACHIEVEMENT: Class = class(
    "Achievement",
    &[
        must("id", Url),
        many("alignment", Of(&ALIGNMENT)),
        may("achievementType", OpenWord(ACHIEVEMENT_TYPES)),
        may("creator", Of(&PROFILE)),
        may("creditsAvailable", Number),
        must("criteria", Of(&CRITERIA)),
        must("description", Text),
        many("endorsement", Of(&ENDORSEMENT)),
        may("fieldOfStudy", Text),
        may("humanCode", Text),
        may("image", Of(&IMAGE)),
        may("inLanguage", Language),
        must("name", Text),
        many("otherIdentifier", Of(&IDENTIFIER)),
        many("related", Of(&RELATED)),
        many("resultDescription", Of(&RESULT_DESCRIPTION)),
        may("specialization", Text),
        many("tag", Text),
        may("version", Text),
    ],
);

static CRITERIA: Class = class("", &[may("id", Url), may("narrative", Text)]);

static ALIGNMENT: Class = class(
    "Alignment",
    &[
        may("targetCode", Text),
        may("targetDescription", Text),
        must("targetName", Text),
        may("targetFramework", Text),
        may("targetType", OpenWord(ALIGNMENT_TYPES)),
        must("targetUrl", Url),
    ],
);

static RESULT_DESCRIPTION: Class = class(
    "ResultDescription",
    &[
        must("id", Url),
        many("alignment", Of(&ALIGNMENT)),
        many("allowedValue", Text),
        must("name", Text),
        may("requiredLevel", Url),
        may("requiredValue", Text),
        must("resultType", OpenWord(RESULT_TYPES)),
        many("rubricCriterionLevel", Of(&LEVEL)),
        may("valueMax", Text),
        may("valueMin", Text),
    ],
);

static LEVEL: Class = class(
    "RubricCriterionLevel",
    &[
        must("id", Url),
        many("alignment", Of(&ALIGNMENT)),
        may("description", Text),
        may("level", Text),
        must("name", Text),
        may("points", Text),
    ],
);

static RESULT: Class = class(
    "Result",
    &[
        may("achievedLevel", Url),
        many("alignment", Of(&ALIGNMENT)),
        may("resultDescription", Url),
        may("status", Word(RESULT_STATUSES)),
        may("value", Text),
    ],
);

static EVIDENCE: Class = class(
    "Evidence",
    &[
        may("id", Url),
        may("narrative", Text),
        may("name", Text),
        may("description", Text),
        may("genre", Text),
        may("audience", Text),
        may("digestMultibase", Text),
    ],
);

static PROFILE: Class = class(
    "Profile",
    &[
        must("id", Url),
        may("name", Text),
        may("url", Url),
        may("phone", Text),
        may("description", Text),
        many("endorsement", Of(&ENDORSEMENT)),
        may("image", Of(&IMAGE)),
        may("email", Text),
        may("address", Of(&ADDRESS)),
        many("otherIdentifier", Of(&IDENTIFIER)),
        may("official", Text),
        may("parentOrg", Of(&PROFILE)),
        may("familyName", Text),
        may("givenName", Text),
        may("dateOfBirth", Text),
    ],
);

static ADDRESS: Class = class(
    "Address",
    &[
        may("addressCountry", Text),
        may("addressCountryCode", Text),
        may("addressRegion", Text),
        may("addressLocality", Text),
        may("streetAddress", Text),
        may("postOfficeBoxNumber", Text),
        may("postalCode", Text),
        may("geo", Of(&COORDINATES)),
    ],
);

static COORDINATES: Class = class("GeoCoordinates", &[must("latitude", Number), must("longitude", Number)]);

static IDENTITY: Class = closed(
    "IdentityObject",
    &[
        must("hashed", Flag),
        must("identityHash", Text),
        must("identityType", OpenWord(IDENTIFIER_TYPES)),
        may("salt", Text),
    ],
);

static IDENTIFIER: Class = closed(
    "IdentifierEntry",
    &[
        must("identifier", Text),
        must("identifierType", OpenWord(IDENTIFIER_TYPES)),
    ],
);

static IMAGE: Class = closed("Image", &[must("id", Url), may("caption", Text)]);

static RELATED: Class = class(
    "Related",
    &[must("id", Url), may("inLanguage", Language), may("version", Text)],
);

static ENDORSEMENT: Class = class(
    "EndorsementCredential",
    &[
        must("id", Url),
        must("name", Text),
        may("description", Text),
        must("credentialSubject", Of(&ENDORSED)),
        may("awardedDate", Instant),
        must("issuer", ProfileOrUrl),
        must("validFrom", Instant),
        may("validUntil", Instant),
    ],
);

static ENDORSED: Class = class(
    "EndorsementSubject",
    &[must("id", Url), may("endorsementComment", Text)],
);

/// The class that [`ProfileOrUrl`] stands for when it is an object.
pub(super) static PROFILE_CLASS: &Class = &PROFILE;

/// What an `ext:` word may hold after its prefix.
pub(super) fn is_extension(word: &str) -> bool {
    word.strip_prefix("ext:").is_some_and(|rest| {
        !rest.is_empty()
            && rest
                .bytes()
                .all(|letter| letter.is_ascii_alphanumeric() || b".-_".contains(&letter))
    })
}

const ACHIEVEMENT_TYPES: &[&str] = &[
    "Achievement",
    "ApprenticeshipCertificate",
    "Assessment",
    "Assignment",
    "AssociateDegree",
    "Award",
    "Badge",
    "BachelorDegree",
    "Certificate",
    "CertificateOfCompletion",
    "Certification",
    "CommunityService",
    "Competency",
    "Course",
    "CoCurricular",
    "Degree",
    "Diploma",
    "DoctoralDegree",
    "Fieldwork",
    "GeneralEducationDevelopment",
    "JourneymanCertificate",
    "LearningProgram",
    "License",
    "Membership",
    "ProfessionalDoctorate",
    "QualityAssuranceCredential",
    "MasterCertificate",
    "MasterDegree",
    "MicroCredential",
    "ResearchDoctorate",
    "SecondarySchoolDiploma",
];

const ALIGNMENT_TYPES: &[&str] = &[
    "ceasn:Competency",
    "ceterms:Credential",
    "CFItem",
    "CFRubric",
    "CFRubricCriterion",
    "CFRubricCriterionLevel",
    "CTDL",
];

const RESULT_TYPES: &[&str] = &[
    "GradePointAverage",
    "LetterGrade",
    "Percent",
    "PerformanceLevel",
    "PredictedScore",
    "RawScore",
    "Result",
    "RubricCriterion",
    "RubricCriterionLevel",
    "RubricScore",
    "ScaledScore",
    "Status",
];

const RESULT_STATUSES: &[&str] = &[
    "Completed",
    "Enrolled",
    "Failed",
    "InProgress",
    "OnHold",
    "Provisional",
    "Withdrew",
];

const IDENTIFIER_TYPES: &[&str] = &[
    "name",
    "sourcedId",
    "systemId",
    "productId",
    "userName",
    "accountId",
    "emailAddress",
    "nationalIdentityNumber",
    "isbn",
    "issn",
    "lisSourcedId",
    "oneRosterSourcedId",
    "sisSourcedId",
    "ltiContextId",
    "ltiDeploymentId",
    "ltiToolId",
    "ltiPlatformId",
    "ltiUserId",
    "identifier",
];
