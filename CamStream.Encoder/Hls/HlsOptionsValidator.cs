using Microsoft.Extensions.Options;

namespace CamStream.Encoder.Hls;

/// <summary>Checks <see cref="HlsOptions"/> when the service starts.</summary>
[OptionsValidator]
internal sealed partial class HlsOptionsValidator : IValidateOptions<HlsOptions>;
