using CamStream.Accounts;

namespace CamStream.AppHost.Broker;

/// <summary>Who may sign in at the broker of a run: what the AppHost starts, by passwords of this run, and the developer's own cameras, by those they keep.</summary>
/// <param name="builder">The application.</param>
/// <param name="own">The accounts of the developer's own cameras.</param>
internal sealed class BrokerAccounts(IDistributedApplicationBuilder builder, AccountsFolder own)
{
    private readonly Dictionary<string, IResourceBuilder<ParameterResource>> _passwords = [];

    /// <summary>The developer's own.</summary>
    public AccountsFolder Own { get; } = own;

    /// <summary>A new account.</summary>
    /// <returns>Its password.</returns>
    public IResourceBuilder<ParameterResource> Add(string user)
    {
        var password = builder.AddParameter($"{user}-password", new GenerateParameterDefault { MinLength = 24, Special = false }, secret: true);
        _passwords.Add(user, password);
        return password;
    }

    /// <summary>The lines of Mosquitto's password file for what the AppHost starts; each call hashes anew.</summary>
    public async Task<IReadOnlyList<string>> LinesAsync(CancellationToken cancellationToken)
    {
        List<string> lines = [];
        foreach (var (user, password) in _passwords)
        {
            lines.Add(PasswordFile.Line(user, await password.Resource.GetValueAsync(cancellationToken) ?? ""));
        }

        return lines;
    }
}
