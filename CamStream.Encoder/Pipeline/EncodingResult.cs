using CamStream.Encoder.FFmpeg;

namespace CamStream.Encoder.Pipeline;

/// <summary>The result of encoding a JPEG. Ownership: the receiver owns the pictures.</summary>
/// <param name="Picture">
/// The picture of the JPEG or of its substitute. Null: the JPEG is undecodable, and there is no
/// substitute.
/// </param>
/// <param name="IsSubstitute">Whether the JPEG is undecodable.</param>
/// <param name="Repeat">
/// A second picture, one millisecond later: the substitute of a JPEG that was only slow.
/// </param>
internal readonly record struct EncodingResult(
    EncodedPicture? Picture,
    bool IsSubstitute = false,
    EncodedPicture? Repeat = null
);
