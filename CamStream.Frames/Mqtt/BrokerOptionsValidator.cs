using Microsoft.Extensions.Options;

namespace CamStream.Frames.Mqtt;

/// <summary>Checks <see cref="BrokerOptions"/> at start.</summary>
[OptionsValidator]
public sealed partial class BrokerOptionsValidator : IValidateOptions<BrokerOptions>;
