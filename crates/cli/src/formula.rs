//! What each figure is: its formula and who defined it. Its name is in the catalogues under `formula/…`, and so is the formula, under `says/…`,
//! where symbols alone do not say it.

/// A figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Formula {
    /// Code of its name: `formula/…`.
    pub id: &'static str,
    /// The formula in symbols; empty where it takes words.
    pub formula: &'static str,
    /// Who defined it, where.
    pub source: &'static str,
}

macro_rules! formulas {
    ($($constant:ident $id:literal $formula:literal $source:literal;)*) => {
        $(
            #[doc = $id]
            pub const $constant: Formula = Formula { id: concat!("formula/", $id), formula: $formula, source: $source };
        )*
        /// Every figure.
        pub const ALL: &[Formula] = &[$($constant),*];
    };
}

formulas! {
    FACILITY "facility" "" "Moodle, Quiz statistics calculations";
    DEVIATION "deviation" "√(Σ(x − x̄)²/(n − 1))" "Moodle, Quiz statistics calculations";
    GUESS "guess" "" "Moodle, Quiz statistics calculations";
    INTENDED "intended-weight" "100 maximum / Σ maxima" "Moodle, Quiz statistics calculations";
    EFFECTIVE "effective-weight" "" "Moodle, Quiz statistics calculations";
    DISCRIMINATION "discrimination-index" "100 cov(x, T − x) / √(var x · var(T − x))" "Moodle, Quiz statistics calculations";
    EFFICIENCY "discriminative-efficiency" "" "Moodle, Quiz statistics calculations";
    ITEM_TOTAL "item-total" "r(x, T)" "Pearson";
    ITEM_REST "item-rest" "r(x, T − x)" "Henrysson 1963";
    ALPHA_WITHOUT "alpha-without" "" "Cronbach 1951";
    UPPER_LOWER "upper-lower" "" "Kelley 1939";
    MEAN "mean" "Σ T / n" "Moodle, Quiz statistics calculations";
    MEDIAN "median" "" "Moodle, Quiz statistics calculations";
    SKEWNESS "skewness" "k₃/k₂^1.5" "Moodle, Quiz statistics calculations";
    KURTOSIS "kurtosis" "k₄/k₂²" "Moodle, Quiz statistics calculations";
    CONSISTENCY "consistency" "100 p/(p − 1) (1 − Σ var xᵢ / var T)" "Moodle, Quiz statistics calculations";
    ERROR_RATIO "error-ratio" "" "Moodle, Quiz statistics calculations";
    STANDARD_ERROR "standard-error" "" "Moodle, Quiz statistics calculations";
    ALPHA "alpha" "" "Cronbach 1951; Kuder and Richardson 1937";
    KR21 "kr21" "k/(k − 1) (1 − M(k − M)/(k s²))" "Kuder and Richardson 1937";
    STANDARDISED "standardised-alpha" "k r̄/(1 + (k − 1) r̄)" "Cronbach 1951";
    LAMBDA6 "lambda6" "1 − Σ(1 − smcᵢ)/Σ rᵢⱼ" "Guttman 1945";
    OMEGA "omega" "" "McDonald 1999; Harman and Jones 1966";
    CONDITIONAL "conditional-error" "√(x(k − x)/(k − 1))" "Lord 1957";
    SHARE "share" "" "–";
    OPTION_REST "option-rest" "" "point-biserial correlation";

    MH_ALPHA "mh-odds" "Σ(AD/T)/Σ(BC/T)" "Mantel and Haenszel 1959";
    MH_CHI "mh-chi-square" "" "Holland and Thayer 1988";
    MH_DELTA "mh-delta" "−2.35 ln α" "Holland and Thayer 1988";
    ETS "ets-class" "" "Zwick and Ercikan 1989";
    STD_P_DIF "std-p-dif" "Σ n_F(P_F − P_R)/Σ n_F" "Dorans and Kulick 1986";
    BRESLOW_DAY "breslow-day" "" "Breslow and Day 1980";
    LOGISTIC "logistic" "2(ℓ₁ − ℓ₀), logit P = β₀ + β₁S + β₂G + β₃SG" "Swaminathan and Rogers 1990";
    DELTA_R2 "delta-r2" "R²₁ − R²₀, R² = (1 − e^(2(ℓ₋ − ℓ)/n))/(1 − e^(2ℓ₋/n))" "Nagelkerke 1991; Jodoin and Gierl 2001";

    EXACT "exact-agreement" "" "–";
    COHEN "cohen" "" "Cohen 1960, 1968; Fleiss, Cohen and Everitt 1969";
    STUART "stuart-maxwell" "" "Stuart 1955; Maxwell 1970";
    ADJUSTED "adjusted-kappa" "(k pₒ − 1)/(k − 1)" "Byrt, Bishop and Carlin 1993";
    FLEISS "fleiss" "(P̄ − Pₑ)/(1 − Pₑ)" "Fleiss 1971; Fleiss, Nee and Landis 1979";
    CONGER "conger" "(P̄ − Pₑ)/(1 − Pₑ), Pₑ = Σ(p̄ⱼ² − sⱼ²/m)" "Conger 1980";
    LIGHT "light" "" "Light 1971";
    GWET "gwet" "(pₐ − pₑ)/(1 − pₑ), pₑ = T/(q(q − 1)) Σ πₖ(1 − πₖ)" "Gwet 2008, 2014";
    KRIPPENDORFF "krippendorff" "1 − Dₒ/Dₑ" "Krippendorff 2011";
    ICC "icc" "" "Shrout and Fleiss 1979; McGraw and Wong 1996";
    KENDALL "kendall-w" "12 Σ(Rᵢ − R̄)²/(m²(n³ − n) − m ΣTⱼ)" "Kendall 1970";
    PREVALENCE "prevalence" "" "–";
    SPECIFIC "specific-agreement" "Σ nᵢⱼ(nᵢⱼ − 1)/(mᵢ − 1) / Σ nᵢⱼ" "Cicchetti and Feinstein 1990";

    ANGOFF "angoff-cut" "" "Angoff 1971; Hambleton and Pitoniak 2006";
    ANGOFF_ERROR "angoff-error" "n_I √(σ²_J/n_J + σ²_R/(n_J n_I))" "Brennan and Lockwood 1980";
    ANGOFF_BOTH "angoff-error-both" "n_I √(σ²_J/n_J + σ²_R/(n_J n_I) + σ²_I/n_I)" "Brennan 2001";
    JUDGE_CUT "judge-cut" "" "Angoff 1971";
    SEVERITY "severity" "" "–";
    WITH_REST "with-rest" "" "Hambleton and Pitoniak 2006";
    WITH_DIFFICULTY "with-difficulty" "" "Hambleton and Pitoniak 2006";
    GENERALISABILITY "generalisability" "σ²_I/(σ²_I + σ²_R/n_J)" "Brennan 2001";
    DEPENDABILITY "dependability" "σ²_I/(σ²_I + (σ²_J + σ²_R)/n_J)" "Brennan 2001";
    LOCATION "location" "b + ln((RP − c)/(1 − RP))/a" "Mitzel, Lewis, Patz and Green 2001";
    BOOKMARK "bookmark-cut" "" "Mitzel, Lewis, Patz and Green 2001";
    BOOKMARK_ERROR "bookmark-error" "" "Mitzel, Lewis, Patz and Green 2001";
    HOFSTEE "hofstee-cut" "" "Hofstee 1983";
    CONTRAST "contrasting-logistic" "" "Livingston and Zieky 1982";
    CROSSING "contrasting-normal" "" "Livingston and Zieky 1982";
    MIDPOINT "contrasting-midpoint" "(m₀ + m₁)/2" "Livingston and Zieky 1982";
    BORDERLINE "borderline-cut" "" "Livingston and Zieky 1982";
    IMPACT "impact" "" "Hambleton and Pitoniak 2006";
}
