//! Reading DEFLATE with a preset dictionary, and with a limit on what comes out.

use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::{DecompressorOxide, decompress, inflate_flags};

/// Why compressed bytes are refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotInflated {
    /// They end too early, or say what does not exist.
    Corrupt,
    /// More comes out than is allowed.
    TooLong,
}

/// Expands raw DEFLATE to `limit` bytes at most, and says how many bytes of input it took; what is written may refer back to `dictionary`.
///
/// # Errors
/// [`NotInflated`].
pub fn inflate(bytes: &[u8], dictionary: &[u8], limit: usize) -> Result<(Vec<u8>, usize), NotInflated> {
    let mut out = dictionary.to_vec();
    out.resize(dictionary.len() + limit, 0);
    let flags = inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
    let mut state = DecompressorOxide::new();
    match decompress(&mut state, bytes, &mut out, dictionary.len(), flags) {
        (TINFLStatus::Done, used, written) => {
            out.truncate(dictionary.len() + written);
            Ok((out.split_off(dictionary.len()), used))
        }
        (TINFLStatus::HasMoreOutput, ..) => Err(NotInflated::TooLong),
        _ => Err(NotInflated::Corrupt),
    }
}
