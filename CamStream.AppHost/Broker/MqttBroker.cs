namespace CamStream.AppHost.Broker;

/// <summary>The broker.</summary>
/// <param name="Resource">Where it is.</param>
/// <param name="Accounts">
/// Who may sign in while it runs here; null when publishing, where that is the cluster's.
/// </param>
internal sealed record MqttBroker(IResourceBuilder<IResourceWithEndpoints> Resource, BrokerAccounts? Accounts)
{
    /// <summary>The endpoint for services, and for whatever else is on this machine.</summary>
    public const string Plain = "mqtt";

    /// <summary>The endpoint for cameras on the network.</summary>
    public const string Tls = "mqtts";

    /// <summary>
    /// Where services in a cluster find their password: a secret is not part of the manifest, nor
    /// of the environment that is made from it.
    /// </summary>
    public const string PasswordFile = "/etc/camstream/mqtt/password";
}
