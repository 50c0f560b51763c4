using Microsoft.Extensions.Options;

namespace CamStream.Gateway.Coalescing;

[OptionsValidator]
internal sealed partial class CoalescingOptionsValidator : IValidateOptions<CoalescingOptions>;
