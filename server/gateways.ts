import { configureChannels } from './channels/channels.commands.ts';
import { MailChannel } from './channels/mail.channel.ts';
import { SmsChannel } from './channels/sms.channel.ts';
import { WebhookChannel } from './channels/webhook.channel.ts';
import { startDeliveries, type DeliveryDependencies } from './channels/deliveries.job.ts';
import type { Returns } from './channels/returns.job.ts';
import type { Gateway } from './kernel/channels/channel.ts';
import { wholeServer } from './kernel/db/db.ts';
import type { Settings } from './settings.ts';

export interface GatewayParts extends Omit<DeliveryDependencies, 'gateways' | 'publicUrl' | 'signature'> {
  settings: Pick<Settings, 'gateways' | 'publicUrl'>;
  returns: Returns;
}

/**
 * Opens the gateways that the settings name, says in the database which there are, and starts to carry what is queued for them.
 *
 * @returns how to stop: first what is on its way, then the lines
 */
export async function startGateways({ settings, returns, ...dependencies }: GatewayParts): Promise<() => Promise<void>> {
  const gateways = gatewaysFrom(settings, dependencies);
  await dependencies.database.transaction(wholeServer, (tx) =>
    configureChannels(
      tx,
      gateways.map(({ id }) => id),
    ),
  );
  returns.listen(gateways);
  const { publicUrl, gateways: named } = settings;
  const stopDeliveries = startDeliveries({ ...dependencies, gateways, publicUrl, signature: named.smsSignature });
  return async () => {
    await stopDeliveries();
    await Promise.all(gateways.map((gateway) => gateway.close()));
    await returns.stop();
  };
}

/** What has no address has no gateway, and no attempt is made over it. */
function gatewaysFrom(
  { gateways, publicUrl }: GatewayParts['settings'],
  { clock, log }: Pick<DeliveryDependencies, 'clock' | 'log'>,
): Gateway[] {
  const { smppUrl, smtpUrl, mailFrom, voiceUrl, chatUrl, webhookSecret: secret } = gateways;
  const callbackUrl = publicUrl && `${publicUrl}/api/channels/webhook/callback`;
  const found: Gateway[] = [];
  if (smppUrl) found.push(new SmsChannel({ url: smppUrl, clock, log }));
  if (smtpUrl && mailFrom) found.push(new MailChannel({ url: smtpUrl, from: mailFrom }));
  if (voiceUrl && secret) found.push(new WebhookChannel({ id: 'voice', url: voiceUrl, secret, clock, callbackUrl }));
  if (chatUrl && secret) found.push(new WebhookChannel({ id: 'chat', url: chatUrl, secret, clock, callbackUrl }));
  return found;
}
