using CamStream.Encoder.FFmpeg;

namespace CamStream.Encoder.Pipeline;

/// <summary>What came of a JPEG. Ownership: the pictures are the receiver's.</summary>
/// <param name="Picture">
/// Its picture, or the substitute's; null: it is undecodable, and there is no substitute.
/// </param>
/// <param name="IsSubstitute">The JPEG is undecodable.</param>
/// <param name="Repeat">
/// A second picture, one millisecond behind the first: the substitute of a JPEG that was only slow.
/// </param>
internal readonly record struct EncodingResult(
    EncodedPicture? Picture,
    bool IsSubstitute = false,
    EncodedPicture? Repeat = null
);
