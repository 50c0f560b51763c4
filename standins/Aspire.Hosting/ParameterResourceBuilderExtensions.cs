using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

public static class ParameterResourceBuilderExtensions
{
    /// <summary>A parameter that is configured as <c>Parameters:NAME</c>, or has a default.</summary>
    /// <exception cref="NotSupportedException">It is to be remembered from run to run: this stand-in keeps no user secrets.</exception>
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, ParameterDefault value, bool secret = false, bool persist = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(value);
        if (persist)
        {
            throw new NotSupportedException($"The parameter '{name}' is to be kept: this stand-in keeps none.");
        }

        return builder.AddResource(new ParameterResource(name, _ => builder.Configuration[$"Parameters:{name}"] ?? value.GetDefaultValue(), secret)
        {
            Default = value,
        });
    }
}
