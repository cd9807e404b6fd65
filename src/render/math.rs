//! TeX formulas as `MathML`, which browsers show without a script.

use super::html::escape;

/// Returns a formula as `MathML`; one that cannot be read is shown as it was written.
#[cfg(feature = "math")]
pub(super) fn formula(tex: &str, displayed: bool) -> String {
    use math_core::{LatexToMathML, MathCoreConfig, MathDisplay};
    let display = if displayed { MathDisplay::Block } else { MathDisplay::Inline };
    let converted = LatexToMathML::new(MathCoreConfig::default())
        .ok()
        .and_then(|converter| converter.convert_with_local_state(tex, display).ok());
    converted.map_or_else(|| as_written(tex), |formula| formula.mathml)
}

/// Returns a formula as it was written.
#[cfg(not(feature = "math"))]
pub(super) fn formula(tex: &str, _displayed: bool) -> String {
    as_written(tex)
}

fn as_written(tex: &str) -> String {
    format!("<code class=\"tex\">{}</code>", escape(tex))
}

#[cfg(all(test, feature = "math"))]
mod tests {
    use super::formula;

    #[test]
    fn formulas_become_mathml() {
        assert!(formula("2^{8} - 2", false).starts_with("<math"));
        assert!(formula("a < b", false).contains("&lt;"));
    }

    #[test]
    fn what_is_no_tex_is_shown_as_written() {
        assert_eq!(formula(r"\nosuchcommand{<b>}", false), r#"<code class="tex">\nosuchcommand{&lt;b&gt;}</code>"#);
    }
}
