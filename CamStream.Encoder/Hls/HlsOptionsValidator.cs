using Microsoft.Extensions.Options;

namespace CamStream.Encoder.Hls;

[OptionsValidator]
internal sealed partial class HlsOptionsValidator : IValidateOptions<HlsOptions>;
