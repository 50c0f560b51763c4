using Microsoft.Extensions.Options;

namespace CamStream.Encoder.FFmpeg;

/// <summary>Checks <see cref="EncoderOptions"/> when the service starts.</summary>
[OptionsValidator]
internal sealed partial class EncoderOptionsValidator : IValidateOptions<EncoderOptions>;
