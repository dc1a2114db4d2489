import './ui/tokens.css';
import './ui/lumo.css';
import './ui/page.css';
import { restorePreferences } from './shell/preferences.ts';
import { printLight } from './app/print.ts';
import './app/jy-app.ts';

restorePreferences();
printLight();
