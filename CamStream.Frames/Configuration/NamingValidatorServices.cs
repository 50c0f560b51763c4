using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CamStream.Frames.Configuration;

/// <summary>Options that are checked.</summary>
public static class NamingValidatorServices
{
    /// <summary>
    /// Checks the options bound to <paramref name="section"/> by <paramref name="validator"/>;
    /// problems are told by key and value.
    /// </summary>
    public static IServiceCollection AddValidator<T>(
        this IServiceCollection services,
        string section,
        IValidateOptions<T> validator
    )
        where T : class =>
        services.AddSingleton<IValidateOptions<T>>(provider => new NamingValidator<T>(
            section,
            validator,
            provider.GetRequiredService<IConfiguration>()
        ));
}
