using Microsoft.Extensions.Options;

namespace CamStream.Gateway.Encoders;

[OptionsValidator]
internal sealed partial class GatewayOptionsValidator : IValidateOptions<GatewayOptions>;
