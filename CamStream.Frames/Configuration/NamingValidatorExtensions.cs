using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CamStream.Frames.Configuration;

/// <summary>Adds validators of options.</summary>
public static class NamingValidatorExtensions
{
    /// <summary>
    /// Validates the options that are bound to <paramref name="section"/>. Messages name the
    /// configured key and value.
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
