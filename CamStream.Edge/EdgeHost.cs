using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CamStream.Edge;

/// <summary>The camera agent's process.</summary>
internal static class EdgeHost
{
    /// <summary>
    /// A camera's default configuration file; <c>--config PATH</c> names another.
    /// </summary>
    public const string DefaultConfigFile = "/etc/camstream/edge.json";

    /// <summary>Runs until the process is told to stop (SIGTERM, Ctrl-C).</summary>
    /// <returns>
    /// 0, or 2 if an option is wrong; the problems are on standard error.
    /// </returns>
    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            using var host = CreateBuilder(args).Build();
            // Validate here: the host would log a stack trace.
            host.Services.GetRequiredService<IStartupValidator>().Validate();
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
    /// The host. Configuration comes from the file, the environment and the command line; later
    /// ones override earlier ones.
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
            builder.Logging.AddSystemdConsole(); // the journal adds the time and takes the level
        builder.AddTelemetryDefaults();
        builder.Services.AddCameraAgent(builder.Configuration);
        return builder;
    }

    /// <summary>
    /// The problems of the options, one per line; null if something else failed.
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
