using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CamStream.Edge;

/// <summary>The camera agent's process.</summary>
internal static class EdgeHost
{
    /// <summary>The configuration file of a camera; <c>--config PATH</c> names another.</summary>
    public const string DefaultConfigFile = "/etc/camstream/edge.json";

    /// <summary>Runs until told to stop (SIGTERM, Ctrl-C).</summary>
    /// <returns>
    /// 0, or 2 when the options are wrong: then the errors are on standard error.
    /// </returns>
    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            using var host = CreateBuilder(args).Build();
            host.Services.GetRequiredService<IStartupValidator>().Validate(); // here, as the host would log a stack trace
            await host.RunAsync();
            return 0;
        }
        catch (Exception failure) when (Problems(failure) is { } problems)
        {
            foreach (var problem in problems)
                await Console.Error.WriteLineAsync(problem);
            return 2;
        }
    }

    /// <summary>
    /// The host: configuration file, then environment, then command line, the later over the
    /// earlier.
    /// </summary>
    public static HostApplicationBuilder CreateBuilder(string[] args)
    {
        var builder = Host.CreateEmptyApplicationBuilder(
            new HostApplicationBuilderSettings { ApplicationName = "edge" }
        );
        var commandLine = new ConfigurationBuilder().AddCommandLine(args).Build();
        var named = commandLine["config"];
        builder
            .Configuration.AddJsonFile(
                Path.GetFullPath(named ?? DefaultConfigFile),
                optional: named is null,
                reloadOnChange: false
            )
            .AddEnvironmentVariables()
            .AddCommandLine(args);
        builder.Logging.AddConfiguration(builder.Configuration.GetSection("Logging"));
        if (builder.Configuration["NOTIFY_SOCKET"] is null)
            builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        else
            builder.Logging.AddSystemdConsole(); // the journal has the time, and is told the level
        builder.AddTelemetryDefaults();
        builder.Services.AddCameraAgent(builder.Configuration);
        return builder;
    }

    /// <summary>
    /// What is wrong with the options, a line each; null if it is something else that failed.
    /// </summary>
    private static IEnumerable<string>? Problems(Exception failure) =>
        failure switch
        {
            OptionsValidationException invalid => invalid.Failures,
            AggregateException { InnerExceptions: var several }
                when several.All(each => each is OptionsValidationException) => several
                .Cast<OptionsValidationException>()
                .SelectMany(invalid => invalid.Failures),
            InvalidOperationException or FileNotFoundException or InvalidDataException or FormatException =>
            [
                failure.Message,
            ],
            _ => null,
        };
}
