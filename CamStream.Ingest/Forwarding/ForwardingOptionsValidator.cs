using Microsoft.Extensions.Options;

namespace CamStream.Ingest.Forwarding;

[OptionsValidator]
internal sealed partial class ForwardingOptionsValidator : IValidateOptions<ForwardingOptions>;
