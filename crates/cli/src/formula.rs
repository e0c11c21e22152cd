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

    PARAMETERS "parameters" "P = c + (d − c)/(1 + e^(−a(θ − b)))" "Bock and Aitkin 1981; Samejima 1969; Muraki 1992";
    SX2 "s-x2" "Σ(O − E)²/E" "Orlando and Thissen 2000; Kang and Chen 2008";
    CONDITIONAL_RASCH "conditional-rasch" "max −Σ sᵢbᵢ − Σ nᵣ ln γᵣ, Σ b = 0" "Andersen 1972";
    LOG_LIKELIHOOD "log-likelihood" "Σ ln Σ_q w_q Π P" "Bock and Aitkin 1981";
    AIC "aic" "2k − 2 ln L" "Akaike 1974";
    BIC "bic" "k ln n − 2 ln L" "Schwarz 1978";
    MARGINAL "marginal-reliability" "Σ w I/(I + 1/σ²)" "Green and others 1984";
    EMPIRICAL "empirical-reliability" "Var(θ̂)/(Var(θ̂) + SE²)" "Adams 2005";
    MEAN_MEAN "mean-mean" "A = ā_X/ā_Y" "Loyd and Hoover 1980";
    MEAN_SIGMA "mean-sigma" "A = s(b_Y)/s(b_X)" "Marco 1977";
    HAEBARA "haebara" "min Σ w Σ(P_Y − P*_X)²" "Haebara 1980";
    STOCKING_LORD "stocking-lord" "min Σ w(T_Y − T*_X)²" "Stocking and Lord 1983";
    ROBUST_Z "robust-z" "(Δ − Me)/(0.74 IQR)" "Huynh and Meyer 2010";
    MEASURE "measure" "ln(P_k/P_{k−1}) = θ − d − s − τ" "Linacre 1989";
    FAIR "fair-average" "E(X | θ, s = 0)" "Linacre 1989";
    INFIT "infit" "Σ(x − E)²/ΣV" "Wright and Masters 1982";
    OUTFIT "outfit" "Σ((x − E)²/V)/n" "Wright and Masters 1982";
    DEVIANCE "deviance" "−2 ln L" "Adams, Wilson and Wang 1997";
    SEPARATION "separation" "√((s² − SE²)/SE²)" "Wright and Masters 1982";
    LZ_STAR "lz-star" "(W + c r₀)/√Σ(w − c r)²PQ" "Snijders 2001; Magis, Raîche and Béland 2012";
    FALSE_DISCOVERY "false-discovery" "min p m/rank" "Benjamini and Hochberg 1995";
    EFFORT "effort" "1 − #(T < min(10 s, 0.1 T̄))/n" "Wise and Kong 2005; Wise and Ma 2012";
    MODERATED "moderated" "E(θ | x, T ≥ min(10 s, 0.1 T̄))" "Wise and DeMars 2006";
    COPY_OMEGA "copy-omega" "(h − Σp)/√Σp(1 − p)" "Wollack 1997";
    BINOMIAL "binomial-copy" "P(Σ Bernoulli(p) ≥ h)" "van der Linden and Sotaridona 2006";
}
